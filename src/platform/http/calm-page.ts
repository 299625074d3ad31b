import { html, raw } from 'hono/html'
import { wordsOfRefusal } from '../words/calm-words.ts'
import { getLocale } from '../words/locale.ts'
import { m } from '../words/words.ts'

const CSS = `body{margin:0;padding:10vh 1.25rem;font:400 1rem/1.75 "BIZ UDPGothic","Yu Gothic",Meiryo,sans-serif;color:#1a1a1a;background:#f7f8fa}
h1,p{word-break:auto-phrase}main{max-width:36rem;margin:auto;padding:2rem;background:#fff;border:1px solid #ccc;border-radius:.75rem}
h1{font-size:1.5rem;line-height:1.5;margin:0 0 1rem}p{margin:0 0 1rem}a{color:#0017c1}`

/** Refusals that happen before or beneath React Router. The same words as its error page, and as little said. */
export function calmPage(status: number, nonce: string, code?: string): Response {
  const { title, text, advice } = wordsOfRefusal(status, code)
  const page = html`<!doctype html>
<html lang="${getLocale()}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title><style nonce="${nonce}">${raw(CSS)}</style></head>
<body><main><h1>${title}</h1><p>${text}</p><p>${advice}</p><p><a href="/">${m.shell_error_home()}</a></p></main></body></html>`
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }
  return new Response(page.toString(), { status, headers })
}
