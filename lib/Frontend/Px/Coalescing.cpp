//===- Coalescing.cpp - How far apart neighboring threads access ----------===//
//
// Part of the aikernel project, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// A warp fetches the elements that its threads ask for in one go when they lie
// next to each other. This finds the index of each access to a parameter as a
// sum of products, of the number of the thread (X) and of what is the same for
// its neighbors, and warns where neighbors are more than one element apart.
//
// A variable stands for the sum that it is given. One that is given several,
// such as one that a loop counts up, stands for what they have in common: how
// often the number of the thread is in them. What is no such sum is unknown,
// and nothing is said about it.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "Constants.h"
#include "llvm/ADT/STLExtras.h"
#include <map>

using namespace aikernel::px;

namespace {

/// What a product is made of: the thread, variables, and expressions that are
/// the same for neighbors.
using Factor = const void *;
constexpr char threadNumber = 0;
constexpr Factor thread = &threadNumber;

using Product = std::vector<Factor>; ///< sorted
/// Products and how often they are in the sum.
using Sum = std::map<Product, int64_t>;
using Value = std::optional<Sum>; ///< nothing: unknown

/// More of it is nothing that a person would want to read.
constexpr size_t maximumProducts = 16;

bool dependsOnThread(const Product &product) {
  return llvm::is_contained(product, thread);
}

bool dependsOnThread(const Sum &sum) {
  return llvm::any_of(
      sum, [](const auto &term) { return dependsOnThread(term.first); });
}

Sum constant(int64_t value) {
  Sum sum;
  if (value != 0)
    sum[{}] = value;
  return sum;
}

Sum factor(Factor factor) { return {{{factor}, 1}}; }

void addTerm(Sum &sum, const Product &product, int64_t count) {
  uint64_t total = uint64_t(sum[product]) + uint64_t(count);
  if (total == 0)
    sum.erase(product);
  else
    sum[product] = int64_t(total);
}

Sum plus(Sum a, const Sum &b, int64_t sign = 1) {
  for (const auto &[product, count] : b)
    addTerm(a, product, sign * count);
  return a;
}

Value times(const Sum &a, const Sum &b) {
  Sum result;
  if (a.size() * b.size() > maximumProducts)
    return std::nullopt;
  for (const auto &[left, leftCount] : a)
    for (const auto &[right, rightCount] : b) {
      Product product = left;
      product.insert(product.end(), right.begin(), right.end());
      llvm::sort(product);
      addTerm(result, product, int64_t(uint64_t(leftCount) * rightCount));
    }
  return result;
}

/// The terms that the thread's number is in.
Sum threadPart(const Sum &sum) {
  Sum part;
  for (const auto &[product, count] : sum)
    if (dependsOnThread(product))
      part[product] = count;
  return part;
}

/// How much more the sum is for the next thread; nothing if that depends on the
/// thread.
Value strideOf(const Sum &sum) {
  Sum stride;
  for (const auto &[product, count] : sum) {
    if (!dependsOnThread(product))
      continue;
    Product rest = product;
    rest.erase(llvm::find(rest, thread));
    if (dependsOnThread(rest))
      return std::nullopt;
    addTerm(stride, rest, count);
  }
  return stride;
}

class CoalescingChecker {
public:
  explicit CoalescingChecker(DiagnosticEngine &diagnostics)
      : diagnostics(diagnostics) {}

  void run(const Kernel &kernel);

private:
  // What variables stand for.
  void collect(const Block &block);
  void collect(const Stmt &stmt);
  void give(const Expr *place, const Value &value);
  Value valueOf(const Expr *expr);
  Value valueOf(const OperationExpr &operation, const Expr *whole);
  Value sameForNeighbors(const Expr *expr, llvm::ArrayRef<Expr *> parts);

  // Accesses.
  void walk(const Block &block);
  void walk(const Stmt &stmt);
  void walk(const Expr *expr);
  void walkPlace(const Expr *place);
  void walkIndices(const ElementExpr &element);
  void check(const ElementExpr &element, llvm::StringRef what);
  Value indexOf(const ElementExpr &element);
  std::string nameOf(const Sum &stride) const;

  DiagnosticEngine &diagnostics;
  llvm::DenseMap<const Variable *, Value> values;
  llvm::DenseSet<Factor> names; ///< factors that are variables
  bool hasChanged = false;
};

} // namespace

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

/// An expression of parts that are the same for neighbors is, too.
Value CoalescingChecker::sameForNeighbors(const Expr *expr,
                                          llvm::ArrayRef<Expr *> parts) {
  for (const Expr *part : parts) {
    Value value = valueOf(part);
    if (!value || dependsOnThread(*value))
      return std::nullopt;
  }
  return factor(expr);
}

Value CoalescingChecker::valueOf(const OperationExpr &operation,
                                 const Expr *whole) {
  const std::vector<Expr *> &operands = operation.operands;
  auto both = [&](auto combine) -> Value {
    Value left = valueOf(operands[0]), right = valueOf(operands[1]);
    return left && right ? combine(*left, *right) : std::nullopt;
  };
  if (!isInteger(operation.type))
    return sameForNeighbors(whole, operands);
  switch (operation.operation) {
  case Operation::Add:
    return both([](Sum a, const Sum &b) { return Value(plus(a, b)); });
  case Operation::Sub:
    return both([](Sum a, const Sum &b) { return Value(plus(a, b, -1)); });
  case Operation::Mul:
    return both(times);
  case Operation::Neg: {
    Value operand = valueOf(operands[0]);
    return operand ? Value(plus({}, *operand, -1)) : std::nullopt;
  }
  case Operation::Shl: {
    auto *count = llvm::dyn_cast<LiteralExpr>(operands[1]);
    Value operand = valueOf(operands[0]);
    if (!count || !operand || count->bits >= 32)
      return sameForNeighbors(whole, operands);
    return times(*operand, constant(int64_t(1) << count->bits));
  }
  case Operation::Cast:
    if (isInteger(operands[0]->type))
      return valueOf(operands[0]);
    return sameForNeighbors(whole, operands);
  default:
    return sameForNeighbors(whole, operands);
  }
}

/// One factor for each built-in that neighbors share.
static Factor factorOf(const IndexExpr &index) {
  static constexpr char factors[8][3] = {};
  return &factors[size_t(index.which)][index.axis];
}

Value CoalescingChecker::valueOf(const Expr *expr) {
  switch (expr->kind) {
  case Expr::Kind::Literal:
    if (!isInteger(expr->type))
      return factor(expr);
    return constant(integerValue(*llvm::cast<LiteralExpr>(expr)));
  case Expr::Kind::Variable: {
    const Variable *variable = llvm::cast<VariableExpr>(expr)->variable;
    auto known = values.find(variable);
    if (known != values.end())
      return known->second;
    names.insert(variable);
    return factor(variable);
  }
  case Expr::Kind::Index: {
    using enum IndexExpr::Which;
    const auto &index = *llvm::cast<IndexExpr>(expr);
    bool isThread = index.which == LaneId ||
                    ((index.which == ThreadId || index.which == LocalId) &&
                     index.axis == 0);
    Sum shared = factor(factorOf(index));
    if (!isThread)
      return shared;
    return index.which == ThreadId ? plus(factor(thread), shared)
                                   : factor(thread);
  }
  case Expr::Kind::Element:
    return sameForNeighbors(expr, llvm::cast<ElementExpr>(expr)->indices);
  case Expr::Kind::Operation:
    return valueOf(*llvm::cast<OperationExpr>(expr), expr);
  case Expr::Kind::Call:
  case Expr::Kind::Array:
    return std::nullopt;
  }
  llvm_unreachable("unknown expression");
}

//===----------------------------------------------------------------------===//
// Variables
//===----------------------------------------------------------------------===//

/// A variable gets a value, beside those that it has elsewhere.
void CoalescingChecker::give(const Expr *place, const Value &value) {
  auto *expr = llvm::dyn_cast_or_null<VariableExpr>(place);
  if (!expr)
    return;
  const Variable *variable = expr->variable;
  auto [known, isNew] = values.try_emplace(variable, value);
  if (isNew) {
    hasChanged = true;
    return;
  }
  Value joined;
  if (known->second == value)
    return;
  if (known->second && value &&
      threadPart(*known->second) == threadPart(*value)) {
    names.insert(variable);
    joined = plus(threadPart(*value), factor(variable));
  }
  if (known->second != joined) {
    known->second = joined;
    hasChanged = true;
  }
}

void CoalescingChecker::collect(const Block &block) {
  for (const Stmt *stmt : block)
    collect(*stmt);
}

void CoalescingChecker::collect(const Stmt &stmt) {
  if (auto *assign = llvm::dyn_cast<AssignStmt>(&stmt)) {
    give(assign->place, valueOf(assign->value));
  } else if (auto *branch = llvm::dyn_cast<IfStmt>(&stmt)) {
    for (const IfStmt::Arm &arm : branch->arms)
      collect(arm.body);
    collect(branch->orElse);
  } else if (auto *loop = llvm::dyn_cast<ForStmt>(&stmt)) {
    Value from = valueOf(loop->from), step = valueOf(loop->step);
    VariableExpr place(loop->variable, loop->range);
    bool isKnown = from && step && !dependsOnThread(*step);
    names.insert(loop->variable);
    give(&place, isKnown
                     ? Value(plus(threadPart(*from), factor(loop->variable)))
                     : std::nullopt);
    collect(loop->body);
  } else if (auto *loop = llvm::dyn_cast<WhileStmt>(&stmt)) {
    collect(loop->body);
  } else if (auto *atomic = llvm::dyn_cast<AtomicStmt>(&stmt)) {
    give(atomic->result, std::nullopt);
  } else if (auto *collective = llvm::dyn_cast<CollectiveStmt>(&stmt)) {
    bool isShared = collective->op == CollectiveOp::BlockReduce ||
                    collective->op == CollectiveOp::WarpReduce ||
                    collective->op >= CollectiveOp::VoteAny;
    give(collective->result,
         isShared ? Value(factor(collective)) : std::nullopt);
  } else if (auto *wide = llvm::dyn_cast<WideStmt>(&stmt)) {
    for (const WideStmt::Result &result : wide->results)
      give(result.place, std::nullopt);
  }
}

//===----------------------------------------------------------------------===//
// Accesses
//===----------------------------------------------------------------------===//

Value CoalescingChecker::indexOf(const ElementExpr &element) {
  const std::vector<Expr *> &sizes = element.array->sizes;
  if (element.indices.size() == 1)
    return valueOf(element.indices[0]);
  Value index = Sum();
  for (auto [position, size] : llvm::zip(element.indices, sizes)) {
    Value at = valueOf(position), count = valueOf(size);
    if (!index || !at || !count)
      return std::nullopt;
    index = times(*index, *count);
    if (index)
      index = plus(*index, *at);
  }
  return index;
}

/// "33", "n", "2 * n + 1"; empty where it has no short name.
std::string CoalescingChecker::nameOf(const Sum &stride) const {
  std::string text;
  for (const auto &[product, count] : llvm::reverse(stride)) {
    if (!text.empty())
      text += count < 0 ? " - " : " + ";
    else if (count < 0)
      text += "-";
    uint64_t magnitude = count < 0 ? -uint64_t(count) : count;
    if (magnitude != 1 || product.empty())
      text += std::to_string(magnitude) + (product.empty() ? "" : " * ");
    for (auto [i, part] : llvm::enumerate(product)) {
      if (!names.contains(part))
        return "";
      text +=
          (i ? " * " : "") + static_cast<const Variable *>(part)->name.str();
    }
  }
  return text;
}

void CoalescingChecker::check(const ElementExpr &element,
                              llvm::StringRef what) {
  if (element.array->role != Array::Role::Parameter)
    return;
  Value index = indexOf(element);
  Value stride = index ? strideOf(*index) : std::nullopt;
  if (!stride || stride->empty())
    return;
  bool isNumber = stride->size() == 1 && stride->begin()->first.empty();
  if (isNumber &&
      (stride->begin()->second == 1 || stride->begin()->second == -1))
    return;
  std::string distance = nameOf(*stride);
  auto report = diagnostics.report(
      DiagnosticId::Uncoalesced, element.range, what, element.array->name,
      distance.empty() ? "more than one" : distance);
  if (element.indices.size() > 1)
    report.help("the last index counts fastest; the number of the thread "
                "belongs there");
}

void CoalescingChecker::walkIndices(const ElementExpr &element) {
  for (const Expr *index : element.indices)
    walk(index);
}

void CoalescingChecker::walk(const Expr *expr) {
  if (auto *element = llvm::dyn_cast_or_null<ElementExpr>(expr)) {
    walkIndices(*element);
    check(*element, "read");
  } else if (auto *operation = llvm::dyn_cast_or_null<OperationExpr>(expr)) {
    for (const Expr *operand : operation->operands)
      walk(operand);
  } else if (auto *call = llvm::dyn_cast_or_null<CallExpr>(expr)) {
    for (const Expr *argument : call->arguments)
      walk(argument);
  }
}

void CoalescingChecker::walkPlace(const Expr *place) {
  if (auto *element = llvm::dyn_cast_or_null<ElementExpr>(place)) {
    walkIndices(*element);
    check(*element, "write");
  }
}

void CoalescingChecker::walk(const Block &block) {
  for (const Stmt *stmt : block)
    walk(*stmt);
}

void CoalescingChecker::walk(const Stmt &stmt) {
  if (auto *assign = llvm::dyn_cast<AssignStmt>(&stmt)) {
    walk(assign->value);
    walkPlace(assign->place);
  } else if (auto *branch = llvm::dyn_cast<IfStmt>(&stmt)) {
    for (const IfStmt::Arm &arm : branch->arms) {
      walk(arm.condition);
      walk(arm.body);
    }
    walk(branch->orElse);
  } else if (auto *loop = llvm::dyn_cast<ForStmt>(&stmt)) {
    for (const Expr *bound : {loop->from, loop->to, loop->step})
      walk(bound);
    walk(loop->body);
  } else if (auto *loop = llvm::dyn_cast<WhileStmt>(&stmt)) {
    walk(loop->condition);
    walk(loop->body);
  } else if (auto *atomic = llvm::dyn_cast<AtomicStmt>(&stmt)) {
    // Those of neighbors are made one after the other anyway.
    walk(atomic->operand);
    walkPlace(atomic->result);
  } else if (auto *collective = llvm::dyn_cast<CollectiveStmt>(&stmt)) {
    walk(collective->value);
    walkPlace(collective->result);
  } else if (auto *call = llvm::dyn_cast<CallStmt>(&stmt)) {
    walk(call->call);
  }
}

void CoalescingChecker::run(const Kernel &kernel) {
  values.clear();
  names.clear();
  do {
    hasChanged = false;
    collect(kernel.body);
  } while (hasChanged);
  walk(kernel.body);
}

void aikernel::px::checkCoalescing(llvm::ArrayRef<const Kernel *> kernels,
                                   DiagnosticEngine &diagnostics) {
  if (!diagnostics.wants(DiagnosticId::Uncoalesced))
    return;
  CoalescingChecker checker(diagnostics);
  for (const Kernel *kernel : kernels)
    checker.run(*kernel);
}
