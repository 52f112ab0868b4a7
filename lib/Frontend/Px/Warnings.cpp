//===- Warnings.cpp - Which warnings are wanted ---------------------------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aikernel/Frontend/Px/Warnings.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace aikernel::px;
using llvm::StringRef;

namespace {

enum class Default : uint8_t { On, Off };

struct WarningRow {
  DiagnosticId id;
  StringRef name;
  Default byDefault;
};

/// A group is the warnings and groups whose names it lists.
struct GroupRow {
  StringRef name;
  StringRef members;
};

constexpr WarningRow warnings[] = {
#define PX_WARNING(Number, Name, Group, DefaultState, Message)                 \
  {DiagnosticId::Name, Group, Default::DefaultState},
#include "aikernel/Frontend/Px/Diagnostics.def"
};

constexpr GroupRow groups[] = {
#define PX_WARNING_GROUP(Name, Members) {Name, Members},
#include "aikernel/Frontend/Px/Diagnostics.def"
};

} // namespace

constexpr StringRef everything = "everything";

StringRef aikernel::px::warningNameOf(DiagnosticId id) {
  auto row = llvm::find_if(warnings, [&](auto &row) { return row.id == id; });
  return row == std::end(warnings) ? StringRef() : row->name;
}

std::vector<StringRef> aikernel::px::warningNames() {
  std::vector<StringRef> names{everything};
  for (const GroupRow &group : groups)
    names.push_back(group.name);
  for (const WarningRow &warning : warnings)
    if (!llvm::is_contained(names, warning.name))
      names.push_back(warning.name);
  return names;
}

/// The warnings that a name stands for.
static std::vector<DiagnosticId> membersOf(StringRef name) {
  std::vector<DiagnosticId> members;
  for (const WarningRow &warning : warnings)
    if (name == warning.name || name == everything)
      members.push_back(warning.id);
  for (const GroupRow &group : groups)
    if (name == group.name)
      for (StringRef member : llvm::split(group.members, ' '))
        llvm::append_range(members, membersOf(member));
  return members;
}

WarningSettings::WarningSettings() {
  for (const WarningRow &warning : warnings) {
    states.resize(std::max(states.size(), size_t(warning.id) + 1));
    states[size_t(warning.id)].isOn = warning.byDefault == Default::On;
  }
}

bool WarningSettings::apply(StringRef flag) {
  bool isOn = !flag.consume_front("no-");
  if (flag == "error") {
    areErrors = isOn;
    return true;
  }
  bool isAboutErrors = flag.consume_front("error=");
  std::vector<DiagnosticId> members = membersOf(flag);
  for (DiagnosticId member : members) {
    State &state = states[size_t(member)];
    if (isAboutErrors)
      state.isError = isOn;
    if (isOn || !isAboutErrors)
      state.isOn = isOn;
  }
  return !members.empty();
}

std::optional<Severity>
WarningSettings::severityOf(DiagnosticId warning) const {
  const State &state = states[size_t(warning)];
  if (!state.isOn || isSilent)
    return std::nullopt;
  return state.isError.value_or(areErrors) ? Severity::Error
                                           : Severity::Warning;
}
