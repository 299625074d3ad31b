import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { requestLog } from '../platform/http/request-log.ts'
import { COMMON_HEADERS, NO_TEXT_BECOMES_A_SCRIPT, onlyTls } from '../platform/http/security-headers.ts'
import { SECURITY_TXT_PATH, securityTxt } from '../platform/http/security-txt.ts'
import { shownPath, wordsOfRoutes } from '../platform/http/shown-path.ts'
import { type Logger, traceOf } from '../platform/log/logger.ts'
import { awayFor, comeBack, LEAVE_PATH, leave, RETURN_PATH } from './exit.ts'
import { helpPage } from './help-page.ts'
import { KeptPages } from './kept-pages.ts'
import { isPublicLanguage, PUBLIC_LANGUAGES, type PublicLanguage, wordsOf } from './languages.ts'
import { pageFrame } from './page-frame.ts'
import type { LoadWindows, WindowRow } from './windows.ts'

export interface SiteOptions {
  loadWindows: LoadWindows
  /** Where the way out leads: something anybody might have open. */
  exitUrl: string
  /** Whom to tell of a hole (`security.txt`); without one there is no such file. */
  securityContact?: string | undefined
  logger: Logger
}

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  ...NO_TEXT_BECOMES_A_SCRIPT,
].join('; ')
const HEADERS = {
  ...COMMON_HEADERS,
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  // Where a page is kept, Back shows it again.
  'Cache-Control': 'no-store',
}
const PATHS = wordsOfRoutes([
  'healthz',
  'page.css',
  'page.js',
  'favicon.ico',
  SECURITY_TXT_PATH.slice(1),
  LEAVE_PATH,
  RETURN_PATH,
  ...PUBLIC_LANGUAGES,
])
const STYLE = readFileSync(new URL('./page.css', import.meta.url), 'utf8')
const SCRIPT = readFileSync(new URL('./page.js', import.meta.url), 'utf8')

/** The public site: no key, no session, nothing about anybody. What no line below accepts is refused. */
export function createSite({ loadWindows, exitUrl, securityContact, logger }: SiteOptions) {
  const site = new Hono()
  site.use(requestLog(logger, PATHS))
  site.use(async (c, next) => {
    await next()
    const headers = { ...HEADERS, ...onlyTls(new URL(c.req.url)) }
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value)
    // Help has to be found by whoever searches for it.
    c.res.headers.delete('X-Robots-Tag')
  })
  site.onError((error, c) => {
    logger.error({ path: shownPath(c.req.path, PATHS), error: traceOf(error) }, 'request failed')
    return c.html(helpPage('ja', 'unavailable'), 500)
  })

  site.get('/healthz', (c) => c.text('ok'))
  site.get('/page.css', (c) => c.body(STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8' }))
  site.get('/page.js', (c) => c.body(SCRIPT, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }))
  site.get('/favicon.ico', (c) => c.body(null, 204))
  site.get(SECURITY_TXT_PATH, (c, next) => {
    const text = securityTxt(securityContact)
    return text ? c.text(text) : next()
  })
  site.get(LEAVE_PATH, (c) => leave(c, exitUrl))
  site.get(RETURN_PATH, comeBack)

  site.use(awayFor(exitUrl))
  const pages = new KeptPages()
  const show = (language: PublicLanguage, host: string) =>
    pages.of(`${language} ${host}`, async () => {
      const windows = await windowsOrNot(loadWindows, host, logger)
      return { text: String(await helpPage(language, windows)), isWhole: windows !== 'unavailable' }
    })
  site.get('/', async (c) => c.html(await show('ja', hostOf(c.req.url))))
  site.get('/:language', async (c, next) => {
    const language = c.req.param('language')
    return isPublicLanguage(language) ? c.html(await show(language, hostOf(c.req.url))) : next()
  })
  site.notFound((c) => c.html(notFoundPage(), 404))
  return site
}

const hostOf = (url: string) => new URL(url).hostname

/** Without its directory the page still has the numbers that reach somebody everywhere. */
async function windowsOrNot(
  load: LoadWindows,
  host: string,
  logger: Logger,
): Promise<WindowRow[] | 'unavailable'> {
  try {
    return await load(host)
  } catch (error) {
    logger.error({ error: traceOf(error) }, 'windows unavailable')
    return 'unavailable'
  }
}

function notFoundPage() {
  const words = wordsOf('ja')
  return pageFrame('ja', html`<h1>${words.notFound}</h1><p><a href="/">${words.toStart}</a></p>`)
}
