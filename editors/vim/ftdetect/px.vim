au BufRead,BufNewFile *.px setfiletype px
