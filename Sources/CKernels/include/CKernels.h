// The numeric kernels of lstm-lab: pure functions over one arena of floats.
//
// A training step is a flat list of `lab_call`s. Each names a kernel and holds its sizes and the
// places of its operands, counted in floats from the start of the arena. The list is run by one
// function an instruction set; all of them give the same bits. Nothing here allocates, keeps state
// between calls, or checks bounds: the Swift module `Engine` does the checking when it builds a call.
//
// The numeric contract: every output element is one chain. It starts from its initial value and
// takes one fused multiply-add a term, with the summed index ascending. Kernels run side by side
// over outputs, never over a sum.
//
// Where a kernel says ⌊x⌋, a magnitude below 2⁻⁶³ counts as zero (`LAB_FLUSH`): in weights, an
// optimizer's moments, an LSTM's z, c and h, and all their gradients. So what is multiplied is zero
// or large enough for a product that is not subnormal, and no mode of a processor is asked for.
//
// A kernel's name is what it computes, then, going backward, `gradient` or of what it is one
// (`input_gradient`), then the layout that it is for if there are several.
//
// Letters: B batch, T time steps, I features, H units. Gates stand in Keras's order i, f, c, o.
#ifndef LSTM_LAB_CKERNELS_H
#define LSTM_LAB_CKERNELS_H

#include <stdbool.h>
#include <stdint.h>

/// The place of an operand that is not there (no bias, no initial state).
#define LAB_ABSENT (-1)

/// y[n] = f(x[n]). x and y may be the same. `LAB_CLEAR` gives zeros and reads no x.
typedef struct {
  int64_t count;
  int64_t x, y;
} lab_unary;

/// y[n] = f(a[n], b[n]). y may be a or b.
typedef struct {
  int64_t count;
  int64_t a, b, y;
} lab_binary;

/// y[n] = f(a[n], b[n], c[n]). y may be any of the others.
typedef struct {
  int64_t count;
  int64_t a, b, c, y;
} lab_ternary;

/// y[r, c] = a[r, c] where the word mask[r] is not zero, else b[r, c], for r < rows and c < columns,
/// all dense. An absent a or b is zeros. y may be a or b.
typedef struct {
  int64_t rows, columns;
  int64_t mask, a, b, y;
} lab_select;

/// y[b, t, c] = x[b, steps − 1 − t, c]: batch samples of `steps` rows of `columns`, all dense.
typedef struct {
  int64_t batch, steps, columns;
  int64_t x, y;
} lab_reverse;

/// y[r, c] = x[r, c] for r < rows and c < columns; `x_row` and `y_row` are distances between rows.
typedef struct {
  int64_t rows, columns;
  int64_t x, x_row;
  int64_t y, y_row;
} lab_copy;

/// A right operand of products, copied into panels that are read in order.
///
/// Columns stand in groups of sixteen, the last one filled up with zeros, and up to four groups are a
/// panel; a panel holds `depth` rows, one after the other, of which this call fills those from
/// `first` on. Without `gates`, element [r, c] for r < rows and c < columns comes from
/// source + r·row + c·column, and panels are of 64 adjacent columns. With `gates` the source is
/// [rows, 4·columns], row-major, and a panel is of 16 columns of each gate.
typedef struct {
  int64_t rows, columns;
  int64_t source, row, column;
  int64_t target, depth, first;
  int64_t gates;
} lab_pack;

/// y[c] = chain over r of x[r, c], from zero: x is rows by columns, dense.
typedef struct {
  int64_t rows, columns;
  int64_t x, y;
} lab_sum_rows;

/// C[m, n] = chain over k of A[m, k] · B[k, n], from initial[m, n] or zero; with `add`, that chain
/// is then added to what C held. Element A[m, k] stands at a + m·a_row + k·a_column, so a transposed
/// A needs no copy; B and C are row-major with the given distances between rows. `initial_row` may
/// be zero: one bias row for all. `initial` may be C itself: the chain goes on. A `packed` B is as
/// `lab_pack` gives it.
typedef struct {
  int64_t m, n, k;
  int64_t a, a_row, a_column;
  int64_t b, b_row, packed;
  int64_t c, c_row;
  int64_t initial, initial_row;
  int64_t add;
} lab_gemm;

/// One LSTM layer over all time steps (Hochreiter & Schmidhuber 1997, with forget gate).
///
///     z = ⌊b + x·W + h·U⌋;  i = σ(zi)  f = σ(zf)  g = tanh(zc)  o = σ(zo)
///     c = ⌊fma(f, c, i·g)⌋;  h = ⌊o·tanh(c)⌋
///
/// x [B,T,I], kernel W [I,4H], recurrent U [H,4H], bias [4H]; initial states h0, c0 [B,H], or
/// absent, and then the first step has no term of h or c. Gives gates [B,T,4H] (activated), cells
/// [B,T,H], tanh(c) as activated_cells [B,T,H] unless those are absent, and hidden [B,T,H].
///
/// mask [B,T] has a word a step, zero where the step is masked, or is absent: none is. A masked step
/// keeps the state: its h and c are those of the step before, bit for bit, or the initial ones, or
/// zeros where there are none. Its gates are those of its x, as without a mask, and nobody reads
/// them. The step after a masked first one has a state before it, if of zeros.
///
/// `LAB_LSTM` reads W and U as `weights`, packed with `gates`, in tiles of up to six rows of the
/// batch; `LAB_LSTM_ROW` reads them packed without `gates`, one row after the other. The others read
/// `kernel` and `recurrent`: `LAB_LSTM_SMALL`, for few rows and at most 16 units, and
/// `LAB_LSTM_LANES`, of 16 rows at a time, for at most 64 units and 256 features.
typedef struct {
  int64_t batch, steps, features, units;
  int64_t x, kernel, recurrent, weights, bias, h0, c0;
  int64_t gates, cells, activated_cells, hidden;
  int64_t mask;
} lab_lstm;

/// The gradient of every z of `lab_lstm`, from the last step to the first.
///
/// Reads gates, cells, activated_cells, c0 and the recurrent kernel's transpose [4H,H], packed; the
/// gradient arrives as d_hidden [B,T,H], d_last [B,H] (of the last step's h) and d_last_cell [B,H]
/// (of its c), any of which may be absent. The gradient of h is ⌊the upstream gradient plus one chain
/// a gate, each from zero, added in the order i, f, c, o⌋; that of c and those of z are flushed
/// likewise. Gives gate_gradients [B,T,4H], which may be `gates` itself. The limits of
/// `LAB_LSTM_GRADIENT_SMALL` and `LAB_LSTM_GRADIENT_LANES` are those of the forward kernels.
///
/// At a masked step (see `lab_lstm`) every z has the gradient +0. The gradients of its h and c go on
/// to the step before as they are, not flushed, and are added to what arrives there before any other
/// term. To the gradients of weights and x such a step gives terms of zero.
///
/// With `gives_initial`, d_h0 and d_c0 [B,H] take the gradients of the initial states. Without it
/// they are scratch, where `LAB_LSTM_GRADIENT` keeps what goes on to the step before: it needs d_c0,
/// and d_h0 if there is a mask.
typedef struct {
  int64_t batch, steps, units;
  int64_t gates, cells, activated_cells, c0, recurrent_transposed;
  int64_t d_hidden, d_last;
  int64_t gate_gradients;
  int64_t d_c0;
  int64_t mask, d_last_cell, d_h0, gives_initial;
} lab_lstm_gradient;

/// The gradient of x [rows,I] of `lab_lstm`: one chain a gate, each from zero, added in the order i,
/// f, c, o. Reads gate_gradients [rows,4H] and the kernel's transpose [4H,I], packed.
typedef struct {
  int64_t rows, features, units;
  int64_t gate_gradients, kernel_transposed;
  int64_t d_x;
} lab_lstm_input_gradient;

/// The gradients of W [I,4H], U [H,4H] and b [4H] of `lab_lstm`: one chain an element over samples
/// (outer) and steps (inner) of x, of h of the step before, or of one, times the gate gradients
/// [B,T,4H]. Steps without a state before add no term to that of U; masked ones, whose gate gradients
/// are +0, add terms of zero. d_kernel and d_bias may be absent.
typedef struct {
  int64_t batch, steps, features, units;
  int64_t x, hidden, h0, gate_gradients;
  int64_t d_kernel, d_recurrent, d_bias;
} lab_lstm_weight_gradient;

/// loss = Σ (prediction − target)² / count, summed in float64 in order. `loss` is one float64, so
/// its place is even.
typedef struct {
  int64_t count;
  int64_t prediction, target, loss;
} lab_squared_error;

/// gradient[n] = ⌊(prediction[n] − target[n]) · scale⌋, where scale is 2 / count rounded to float32.
typedef struct {
  int64_t count;
  int64_t prediction, target, gradient;
  float scale;
} lab_squared_error_gradient;

/// What of d = a − b a sum takes: itself, its square or its magnitude.
typedef enum { LAB_REDUCE_VALUE, LAB_REDUCE_SQUARE, LAB_REDUCE_ABSOLUTE } lab_reduction;

/// sum[0] = (Σ over rows and then columns of weights[row] · term(a − b)) / divisor, in float64 in
/// order; rows of weight zero add no term, whatever they hold. `b` may be absent: zero; `weights`
/// [rows] may be absent: one. With `accumulate` that is added to sum[0], and Σ weights to sum[1].
/// `sum` is one float64, or two, so its place is even. `kind` is a `lab_reduction`.
typedef struct {
  int64_t rows, columns;
  int64_t a, b, weights, sum;
  int64_t kind, accumulate;
  double divisor;
} lab_reduce;

/// The gradient of `lab_reduce` with respect to a: y = ⌊(d · scale) · weights[row]⌋ for squares, where
/// scale holds the factor 2; sign(d) for magnitudes, with sign(0) = 0; scale itself for values.
typedef struct {
  int64_t rows, columns;
  int64_t a, b, weights, y;
  int64_t kind;
  float scale;
} lab_reduce_gradient;

/// y[r] = weights[r] where the word mask[r] is not zero, else 0; with `mean` divided by the number of
/// rows that are not masked, in float64. `mask` and `weights` may be absent: all, and one.
typedef struct {
  int64_t rows;
  int64_t mask, weights, y;
  int64_t mean;
} lab_row_weights;

/// y[r] = 1 where any x[r, c] is not `value`, else 0: words of a bool. NaN differs from everything.
typedef struct {
  int64_t rows, columns;
  int64_t x, y;
  float value;
} lab_differs;

/// A function of the rows of a table.
///
///     softmax       y = ⌊e^(x − m) / s⌋, s = Σ e^(x − m), with m the largest of the row
///     log_softmax   y = (x − m) − log s
///     normalize     y = ⌊x / Σ x⌋
///
/// Sums are chains in float32, columns ascending. A row with a NaN gives NaN throughout.
typedef enum { LAB_ROW_SOFTMAX, LAB_ROW_LOG_SOFTMAX, LAB_ROW_NORMALIZE } lab_row_function;

typedef struct {
  int64_t rows, columns;
  int64_t x, y;
  int64_t function;
} lab_rows;

/// The gradient of x, from y (`normalize`: from x) and the gradient of y:
///
///     softmax       ⌊y · (dy − Σ dy·y)⌋
///     log_softmax   ⌊dy − e^y · Σ dy⌋
///     normalize     ⌊(dy − Σ dy·x / s) / s⌋, s = Σ x
///
/// dx may be dy.
typedef struct {
  int64_t rows, columns;
  int64_t value, dy, dx;
  int64_t function;
} lab_rows_gradient;

/// y[r, c] = 1 where the label of the row is c, else 0.
typedef struct {
  int64_t rows, columns;
  int64_t labels, y;
} lab_one_hot;

/// y[r] = 1 where the first largest prediction of a row stands where the first largest target does,
/// or, with `is_label`, at the target's label; else 0. A NaN is smaller than any number.
typedef struct {
  int64_t rows, columns;
  int64_t prediction, target;
  int64_t is_label;
  int64_t y;
} lab_class_match;

/// `LAB_GATHER`: y[r] = table[ids[r]], rows of `columns`; ids are words of int32, and one outside the
/// table means its first or last row. `LAB_GATHER_GRADIENT`: the gradient of the table, which y is then
/// that of the rows: table = 0, then table[ids[r]] += y[r], rows ascending.
typedef struct {
  int64_t rows, columns, table_rows;
  int64_t table, ids, y;
} lab_gather;

/// y[n] = scale where the random number of n is at least the threshold, else 0. That number is the
/// upper 24 bits of word n mod 4 of Philox 4x32-10 with the counter (n / 4, step, stream) and the seed
/// as its key; seed and step are words of int32, two of the seed.
typedef struct {
  int64_t count;
  int64_t seed, step;
  int64_t stream;
  int64_t threshold;
  float scale;
  int64_t y;
} lab_dropout;

/// Mean and variance of each column, over the rows that weigh something (`weights` [rows] of 0 and 1, or
/// absent): Σ x / n and Σ (x − mean)² / n with n = Σ weights + epsilon, in float64, rows ascending, the
/// mean unrounded; each rounded once.
typedef struct {
  int64_t rows, columns;
  int64_t x, weights;
  double epsilon;
  int64_t mean, variance;
} lab_moments;

/// `LAB_UNFOLD`: y[b, w, k, c] = x[b, w·stride + k·dilation − before, c], zero outside the steps; x is
/// [batch, steps, columns], y [batch, windows, size, columns]. `LAB_FOLD`: the gradient of x, each
/// element one chain over windows and then places in them.
typedef struct {
  int64_t batch, steps, columns;
  int64_t windows, size, stride, dilation, before;
  int64_t x, y;
} lab_unfold;

/// What one instruction of an expression computes of the blocks a, b and c.
typedef enum {
  LAB_STEP_CONSTANT,  // the instruction's value
  LAB_STEP_COPY,
  LAB_STEP_NEGATE,
  LAB_STEP_ABSOLUTE,
  LAB_STEP_SQRT,
  LAB_STEP_EXP,
  LAB_STEP_EXPM1,
  LAB_STEP_LOG,
  LAB_STEP_LOG1P,
  LAB_STEP_ERF,
  LAB_STEP_SIGMOID,
  LAB_STEP_TANH,
  LAB_STEP_SOFTPLUS,  // max(a, 0) + log(1 + e^-|a|)
  LAB_STEP_FLUSH,
  LAB_STEP_ADD,
  LAB_STEP_SUBTRACT,
  LAB_STEP_MULTIPLY,
  LAB_STEP_DIVIDE,
  LAB_STEP_MINIMUM,  // NaN if one is
  LAB_STEP_MAXIMUM,
  LAB_STEP_LESS,          // 1 where a < b, else 0
  LAB_STEP_MULTIPLY_ADD,  // a b + c, rounded once
  LAB_STEP_SELECT,        // b where a is not zero, else c
} lab_step;

/// The most operands of an expression, and the most blocks that it may need beside them.
enum { LAB_OPERANDS = 6, LAB_REGISTERS = 12 };

/// One instruction: operands are numbered from zero, registers from LAB_OPERANDS on.
typedef struct {
  int32_t step;
  int32_t target, a, b, c;
  float value;
} lab_instruction;

/// How an operand meets the rows and columns of the result.
typedef enum {
  LAB_SPREAD_NONE,     // an element each
  LAB_SPREAD_ALL,      // one number
  LAB_SPREAD_ROWS,     // one row [columns] for all rows
  LAB_SPREAD_COLUMNS,  // one number a row
} lab_spread;

typedef struct {
  int64_t place;
  int32_t spread;
  int32_t is_integer;  // words of int32 or bool
} lab_operand;

/// y[n] = an expression of operands, for count elements in rows of `columns`. y may be an operand
/// that is not spread. Constants come first in the code; the last instruction gives y. The caller
/// keeps the code for as long as the call may run.
typedef struct {
  int64_t count, columns;
  int64_t y;
  int64_t operands, instructions;
  const lab_instruction *code;
  lab_operand operand[LAB_OPERANDS];
} lab_expression;

/// Begins one step of Adam. `state` holds 1 − β₁ᵗ and 1 − β₂ᵗ (float64) and the step size α
/// (float32); zeros are the state before the first step. Each is carried on to the next t by
/// 1 − βᵗ = (1 − β) + β·(1 − βᵗ⁻¹), and α = learning_rate · √(1 − β₂ᵗ) / (1 − β₁ᵗ), where the
/// learning rate is one float64, so its place is even.
typedef struct {
  int64_t state, learning_rate;
  double beta_1, beta_2;
} lab_adam_step;

/// One step of Adam (Kingma & Ba 2015, as Keras computes it) for `count` parameters.
///
///     g = ⌊g⌋;  m = ⌊fma(g − m, 1 − β₁, m)⌋;  v = fma(fma(g, g, −v), 1 − β₂, v)
///     w = ⌊fma(−α, m / (√v + ε), w)⌋
///
/// v counts as zero below 2⁻⁹⁵, where its root is nothing beside any ε.
typedef struct {
  int64_t count;
  int64_t w, g, m, v, state;
  float one_minus_beta_1, one_minus_beta_2, epsilon;
} lab_adam;

/// One step of gradient descent: g = ⌊g⌋; u = ⌊fma(momentum, u, −(rate·g))⌋; w = ⌊w + u⌋. Without
/// momentum (`u` absent): w = ⌊fma(−rate, g, w)⌋. The rate is the learning rate, one float64 at an
/// even place, rounded to float32.
typedef struct {
  int64_t count;
  int64_t w, g, u, learning_rate;
  float momentum;
} lab_descent;

/// What is computed of one or two float64 numbers.
typedef enum {
  /// y = a · constant, rounded to float32.
  LAB_NUMBER_SCALE,
  /// y = a + b, float64.
  LAB_NUMBER_ADD,
  /// y = constant / max(√a, constant), rounded to float32: what makes vectors whose squares sum up to
  /// a no longer than the constant. NaN where a is not finite.
  LAB_NUMBER_CLIP,
} lab_number_function;

/// y = f(a, b, constant) of single numbers: a and b float64, so their places are even, y float64 or
/// float32. `b` may be absent where the function takes one.
typedef struct {
  int64_t function;
  int64_t a, b, y;
  double constant;
} lab_number;

/// y[n] = fma(y[n], factor, addend), `rounds` times: a chain for each element, and no memory between
/// its terms, so that this is the most multiply-adds that the machine can do. `count` is a multiple
/// of 192, the floats that stay together.
typedef struct {
  int64_t count, rounds;
  int64_t y;
  float factor, addend;
} lab_peak;

/// Every kernel: its name in the enumeration, its arguments, and its function. The enumeration, the
/// dispatch and the test that each has a selftest follow from it.
#define LAB_KERNELS(KERNEL)                                                                      \
  KERNEL(CLEAR, unary, clear)                                                                    \
  KERNEL(EXP, unary, exp)                                                                        \
  KERNEL(SIGMOID, unary, sigmoid)                                                                \
  KERNEL(TANH, unary, tanh)                                                                      \
  KERNEL(RELU, unary, relu)                                                                      \
  KERNEL(FLUSH, unary, flush)                                                                    \
  KERNEL(ADD, binary, add)                                                                       \
  KERNEL(MULTIPLY, binary, multiply)                                                             \
  KERNEL(MULTIPLY_ADD, ternary, multiply_add)                                                    \
  KERNEL(SIGMOID_GRADIENT, binary, sigmoid_gradient)                                             \
  KERNEL(TANH_GRADIENT, binary, tanh_gradient)                                                   \
  KERNEL(RELU_GRADIENT, binary, relu_gradient)                                                   \
  KERNEL(SELECT, select, select)                                                                 \
  KERNEL(COPY, copy, copy)                                                                       \
  KERNEL(REVERSE, reverse, reverse)                                                              \
  KERNEL(PACK, pack, pack)                                                                       \
  KERNEL(SUM_ROWS, sum_rows, sum_rows)                                                           \
  KERNEL(GEMM, gemm, gemm)                                                                       \
  KERNEL(LSTM, lstm, lstm)                                                                       \
  KERNEL(LSTM_ROW, lstm, lstm_row)                                                               \
  KERNEL(LSTM_SMALL, lstm, lstm_small)                                                           \
  KERNEL(LSTM_LANES, lstm, lstm_lanes)                                                           \
  KERNEL(LSTM_GRADIENT, lstm_gradient, lstm_gradient)                                            \
  KERNEL(LSTM_GRADIENT_SMALL, lstm_gradient, lstm_gradient_small)                                \
  KERNEL(LSTM_GRADIENT_LANES, lstm_gradient, lstm_gradient_lanes)                                \
  KERNEL(LSTM_INPUT_GRADIENT, lstm_input_gradient, lstm_input_gradient)                          \
  KERNEL(LSTM_WEIGHT_GRADIENT, lstm_weight_gradient, lstm_weight_gradient)                       \
  KERNEL(SQUARED_ERROR, squared_error, squared_error)                                            \
  KERNEL(SQUARED_ERROR_GRADIENT, squared_error_gradient, squared_error_gradient)                 \
  KERNEL(REDUCE, reduce, reduce)                                                                 \
  KERNEL(REDUCE_GRADIENT, reduce_gradient, reduce_gradient)                                      \
  KERNEL(ROW_WEIGHTS, row_weights, row_weights)                                                  \
  KERNEL(DIFFERS, differs, differs)                                                              \
  KERNEL(EXPRESSION, expression, expression)                                                     \
  KERNEL(ROWS, rows, rows)                                                                       \
  KERNEL(ROWS_GRADIENT, rows_gradient, rows_gradient)                                            \
  KERNEL(ONE_HOT, one_hot, one_hot)                                                              \
  KERNEL(CLASS_MATCH, class_match, class_match)                                                  \
  KERNEL(CAST, unary, cast)                                                                      \
  KERNEL(GATHER, gather, gather)                                                                 \
  KERNEL(GATHER_GRADIENT, gather, gather_gradient)                                               \
  KERNEL(DROPOUT, dropout, dropout)                                                              \
  KERNEL(MOMENTS, moments, moments)                                                              \
  KERNEL(UNFOLD, unfold, unfold)                                                                 \
  KERNEL(FOLD, unfold, fold)                                                                     \
  KERNEL(ADAM_STEP, adam_step, adam_step)                                                        \
  KERNEL(ADAM, adam, adam)                                                                       \
  KERNEL(DESCENT, descent, descent)                                                              \
  KERNEL(NUMBER, number, number)                                                                 \
  KERNEL(PEAK, peak, peak)

#define LAB_ENUMERATOR(name, arguments, function) LAB_##name,
typedef enum { LAB_KERNELS(LAB_ENUMERATOR) } lab_kernel;

/// The arguments of a kernel: the member that it reads.
typedef union {
  lab_unary unary;
  lab_binary binary;
  lab_ternary ternary;
  lab_select select;
  lab_copy copy;
  lab_reverse reverse;
  lab_pack pack;
  lab_sum_rows sum_rows;
  lab_gemm gemm;
  lab_lstm lstm;
  lab_lstm_gradient lstm_gradient;
  lab_lstm_input_gradient lstm_input_gradient;
  lab_lstm_weight_gradient lstm_weight_gradient;
  lab_squared_error squared_error;
  lab_squared_error_gradient squared_error_gradient;
  lab_reduce reduce;
  lab_reduce_gradient reduce_gradient;
  lab_row_weights row_weights;
  lab_differs differs;
  lab_expression expression;
  lab_rows rows;
  lab_rows_gradient rows_gradient;
  lab_one_hot one_hot;
  lab_class_match class_match;
  lab_gather gather;
  lab_dropout dropout;
  lab_moments moments;
  lab_unfold unfold;
  lab_adam_step adam_step;
  lab_adam adam;
  lab_descent descent;
  lab_number number;
  lab_peak peak;
} lab_arguments;

/// One kernel with its arguments, and into how many parts at most its work is divided. What is not
/// divided is done by the part `owner` of all parts, counted round.
typedef struct {
  int64_t kernel;
  int64_t parts;
  int64_t owner;
  lab_arguments arguments;
} lab_call;

/// Runs part `part` of `parts` of `count` calls in order over the arena. The parts of one call write
/// different outputs; calls that read what another part of an earlier call wrote must not be in one
/// run with it.
typedef void (*lab_run)(const lab_call *calls, int64_t count, float *arena, int64_t part,
                        int64_t parts);

/// The runner for sixteen lanes (AVX-512), eight lanes (AVX2 with FMA) or any machine; null where
/// this machine cannot run it.
lab_run lab_run_avx512(void);
lab_run lab_run_avx2(void);
lab_run lab_run_portable(void);

/// Tells the processor that this thread only waits for another one.
static inline void lab_relax(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

#include "large_blocks.h"
#include "selftest.h"

#endif
