// What the C library offers for its heap; Swift's Glibc leaves it out.
#include <malloc.h>
