import { html } from 'hono/html'
import { LEAVE_PATH } from './exit.ts'
import { langAttribute, PUBLIC_LANGUAGES, type PublicLanguage, wordsOf } from './languages.ts'

export type Html = ReturnType<typeof html>

/** What stands around every public page; the way out is the first thing the keyboard reaches. */
export function pageFrame(language: PublicLanguage, main: Html): Html {
  const words = wordsOf(language)
  return html`<!doctype html>
<html lang="${langAttribute(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title}</title>
<link rel="stylesheet" href="/page.css">
<script src="/page.js" defer></script>
</head>
<body>
<header class="bar">
<p class="keys">${words.leaveKeys}</p>
<a class="leave" href="${LEAVE_PATH}" rel="noreferrer nofollow">${words.leave}</a>
</header>
<main>
<nav class="languages" aria-label="${words.chooseLanguage}"><ul>${PUBLIC_LANGUAGES.map((other) => languageLink(other, language))}</ul></nav>
${main}
</main>
</body>
</html>`
}

function languageLink(other: PublicLanguage, current: PublicLanguage): Html {
  const lang = langAttribute(other)
  const mark = other === current ? html` aria-current="true"` : ''
  return html`<li><a href="/${other}" lang="${lang}" hreflang="${lang}"${mark}>${wordsOf(other).language}</a></li>`
}
