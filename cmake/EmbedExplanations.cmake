# Writes the rows of lib/Frontend/Px/Explanations.cpp from docs/diagnostics.
#   cmake -DFOLDER=… -DOUTPUT=… -P EmbedExplanations.cmake
file(GLOB pages ${FOLDER}/px-*.md)
list(SORT pages)
set(rows "")
foreach(page ${pages})
  file(READ ${page} text)
  get_filename_component(name ${page} NAME_WE)
  string(REGEX REPLACE "^px-0*" "" number ${name})
  string(APPEND rows "{${number}, R\"page(${text})page\"},\n")
endforeach()
file(WRITE ${OUTPUT} "${rows}")
