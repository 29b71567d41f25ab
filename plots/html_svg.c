// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "plots/html.h"

static bool starts(const char *text, const char *with) { return strncmp(text, with, strlen(with)) == 0; }

// Copies the inside of one tag; ids and references get the prefix, xlink:href becomes href.
static const char *copy_tag(struct lr_text *html, const char *c, const char *prefix) {
  char quote = 0;
  for (bool space = false; *c; space = *c == ' ', c++) {
    if (!quote && starts(c, "xlink:href=")) c += strlen("xlink:");
    if (!quote && space && (starts(c, "id='") || starts(c, "id=\""))) {
      lr_text_append(html, c, 4);
      lr_text_add(html, "%s-", prefix);
      quote = c[3];
      c += 3;
      continue;
    }
    if (!quote && (starts(c, "href='#") || starts(c, "href=\"#"))) {
      lr_text_append(html, c, 7);
      lr_text_add(html, "%s-", prefix);
      quote = c[5];
      c += 6;
      continue;
    }
    if (starts(c, "url(#")) {
      lr_text_add(html, "url(#%s-", prefix);
      c += 4;
      continue;
    }
    if (quote ? *c == quote : *c == '\'' || *c == '"') quote = quote ? 0 : *c;
    lr_text_append(html, c, 1);
    if (!quote && *c == '>') return c + 1;
  }
  return c;
}

// Past an element such as <title>..</title>.
static const char *skip(const char *c, const char *end) {
  const char *found = strstr(c, end);
  return found ? found + strlen(end) : c + strlen(c);
}

bool lr_html_svg(struct lr_text *html, const struct lr_bytes *svg, const char *prefix, const char *title,
                 const char *description) {
  const char *c = svg->data ? strstr(svg->data, "<svg") : NULL, *box = c ? strstr(c, "viewBox=\"") : NULL;
  const char *body = c ? strchr(c, '>') : NULL;
  if (!c || !body || !box || box > body || !strstr(body, "</svg>")) return false;
  box += strlen("viewBox=\"");
  lr_text_add(html, "<svg viewBox=\"%.*s\" role=\"img\" aria-labelledby=\"%s-title %s-desc\">", (int)strcspn(box, "\""), box,
              prefix, prefix);
  lr_text_add(html, "<title id=\"%s-title\">", prefix);
  lr_html_escape(html, title);
  lr_text_add(html, "</title><desc id=\"%s-desc\">", prefix);
  lr_html_escape(html, description);
  lr_text_add(html, "</desc>");
  for (c = body + 1; *c;) {
    if (starts(c, "<title>"))
      c = skip(c, "</title>");
    else if (starts(c, "<desc>"))
      c = skip(c, "</desc>");
    else if (starts(c, "<!--"))
      c = skip(c, "-->");
    else if (*c == '<')
      c = copy_tag(html, c, prefix);
    else
      lr_text_append(html, c++, 1);
  }
  return true;
}
