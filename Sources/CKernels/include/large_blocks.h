// What a process's memory does beside the arena.
#ifndef LSTM_LAB_LARGE_BLOCKS_H
#define LSTM_LAB_LARGE_BLOCKS_H

/// Makes the C library give blocks of a quarter of a megabyte or more back to the system as soon as
/// they are free. glibc begins so, but keeps ever larger ones once one of them was freed; others do
/// it anyway, and nothing happens.
void lab_return_large_blocks(void);

#endif
