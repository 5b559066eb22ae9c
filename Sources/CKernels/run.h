// The whole engine for one instruction set: the including file has set the target and included one
// of vectors/*.h.
#include "vectors/select.h"

static const float *at_or_null(const float *arena, int64_t place) {
  return place == LAB_ABSENT ? NULL : arena + place;
}
static float *output_or_null(float *arena, int64_t place) {
  return place == LAB_ABSENT ? NULL : arena + place;
}

#include "share.h"

#include "elementary.h"
#include "elementary_double.h"
#include "fetch.h"
#include "tiles.h"
#include "pack.h"
#include "elementwise.h"
#include "gemm.h"
#include "lstm_cell.h"
#include "lstm_row.h"
#include "lstm_chains.h"
#include "lstm.h"
#include "lstm_small.h"
#include "lstm_small_gradient.h"
#include "lstm_lanes.h"
#include "lstm_lanes_gradient.h"
#include "lstm_weight_gradient.h"
#include "losses.h"
#include "masks.h"
#include "expressions.h"
#include "rows.h"
#include "gather.h"
#include "dropout.h"
#include "moments.h"
#include "windows.h"
#include "training.h"
#include "peak.h"

#define CASE(KERNEL, member, function)                                                           \
  case KERNEL:                                                                                   \
    function(&call->arguments.member, arena, s);                                                 \
    break;

static void run(const lab_call *calls, int64_t count, float *arena, int64_t part, int64_t parts) {
  for (const lab_call *call = calls; call < calls + count; call++) {
    const share s = {part, call->parts < parts ? call->parts : parts};
    if (part >= s.parts) continue;
    switch ((lab_kernel)call->kernel) {
      CASE(LAB_CLEAR, unary, run_clear)
      CASE(LAB_EXP, unary, run_exp)
      CASE(LAB_SIGMOID, unary, run_sigmoid)
      CASE(LAB_TANH, unary, run_tanh)
      CASE(LAB_RELU, unary, run_relu)
      CASE(LAB_FLUSH, unary, run_flush)
      CASE(LAB_ADD, binary, run_add)
      CASE(LAB_MULTIPLY, binary, run_multiply)
      CASE(LAB_MULTIPLY_ADD, ternary, run_multiply_add)
      CASE(LAB_SIGMOID_GRADIENT, binary, run_sigmoid_gradient)
      CASE(LAB_TANH_GRADIENT, binary, run_tanh_gradient)
      CASE(LAB_RELU_GRADIENT, binary, run_relu_gradient)
      CASE(LAB_SELECT, select, run_select)
      CASE(LAB_COPY, copy, run_copy)
      CASE(LAB_REVERSE, reverse, run_reverse)
      CASE(LAB_PACK, pack, run_pack)
      CASE(LAB_SUM_ROWS, sum_rows, run_sum_rows)
      CASE(LAB_GEMM, gemm, run_gemm)
      CASE(LAB_LSTM, lstm, run_lstm)
      CASE(LAB_LSTM_ROW, lstm, run_lstm_row)
      CASE(LAB_LSTM_SMALL, lstm, run_lstm_small)
      CASE(LAB_LSTM_LANES, lstm, run_lstm_lanes)
      CASE(LAB_LSTM_GRADIENT, lstm_gradient, run_lstm_gradient)
      CASE(LAB_LSTM_GRADIENT_SMALL, lstm_gradient, run_lstm_gradient_small)
      CASE(LAB_LSTM_GRADIENT_LANES, lstm_gradient, run_lstm_gradient_lanes)
      CASE(LAB_LSTM_INPUT_GRADIENT, lstm_input_gradient, run_lstm_input_gradient)
      CASE(LAB_LSTM_WEIGHT_GRADIENT, lstm_weight_gradient, run_lstm_weight_gradient)
      CASE(LAB_SQUARED_ERROR, squared_error, run_squared_error)
      CASE(LAB_SQUARED_ERROR_GRADIENT, squared_error_gradient, run_squared_error_gradient)
      CASE(LAB_REDUCE, reduce, run_reduce)
      CASE(LAB_REDUCE_GRADIENT, reduce_gradient, run_reduce_gradient)
      CASE(LAB_ROW_WEIGHTS, row_weights, run_row_weights)
      CASE(LAB_DIFFERS, differs, run_differs)
      CASE(LAB_EXPRESSION, expression, run_expression)
      CASE(LAB_ROWS, rows, run_rows)
      CASE(LAB_ROWS_GRADIENT, rows_gradient, run_rows_gradient)
      CASE(LAB_ONE_HOT, one_hot, run_one_hot)
      CASE(LAB_CLASS_MATCH, class_match, run_class_match)
      CASE(LAB_CAST, unary, run_cast)
      CASE(LAB_GATHER, gather, run_gather)
      CASE(LAB_GATHER_GRADIENT, gather, run_gather_gradient)
      CASE(LAB_DROPOUT, dropout, run_dropout)
      CASE(LAB_MOMENTS, moments, run_moments)
      CASE(LAB_UNFOLD, unfold, run_unfold)
      CASE(LAB_FOLD, unfold, run_fold)
      CASE(LAB_ADAM_STEP, adam_step, run_adam_step)
      CASE(LAB_ADAM, adam, run_adam)
      CASE(LAB_DESCENT, descent, run_descent)
      CASE(LAB_NUMBER, number, run_number)
      CASE(LAB_PEAK, peak, run_peak)
    }
  }
}
