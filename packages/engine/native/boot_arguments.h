/* Boot arguments of the engine, which platforms read before they start it. They are left where they are: a program that reads
 * its arguments declares them (packages/drivers), one that does not never sees them.
 *
 *   --heap-max=SIZE      memory that the heap may take
 *   --gc-least=SIZE      a collection comes after this much was allocated, at least
 *   --gc-growth=PERCENT  and after this part of what was alive after the last
 *   --gc-log             a line for each collection
 *   --heap-statistics    a line at the end
 *   --hash-seed=NUMBER   of tables that strangers fill: the same runs again in the same way
 */
#ifndef MORGANA_BOOT_ARGUMENTS_H
#define MORGANA_BOOT_ARGUMENTS_H

#include "platform.h"

/* Reads those before "--"; of several of one name the last counts. NULL, or the line that says what is wrong with one (status
 * 64). */
const char *engine_options(int argument_count, const char *const *arguments, EngineOptions *options);

#endif
