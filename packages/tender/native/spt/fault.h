/* Says what ended an image on spt: the handlers run in the image's process, print one sentence, and let the signal kill it. */
#ifndef MORGANA_FAULT_H
#define MORGANA_FAULT_H

#include "tender.h"

void fault_handlers_install(const Image *image);

#endif
