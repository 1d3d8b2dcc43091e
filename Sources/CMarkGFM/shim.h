// The Markdown parser, as it is: GitHub's cmark, which reads pages the way people will see them.
#include <cmark-gfm.h>
