import { redirectDocument } from 'react-router'
import { cookieName } from '../platform/http/cookie-name.ts'
import { ownPath } from '../platform/http/own-path.ts'
import { withPostedForm } from '../platform/http/page-failure.ts'
import { LOCALE_COOKIE, localeFromCookie } from '../platform/words/locale.ts'

const ONE_YEAR = 365 * 24 * 60 * 60

export function action({ request }: { request: Request }) {
  return withPostedForm(request, null, async (form) => answerTo(form, request))
}

function answerTo(form: FormData, request: Request) {
  const locale = localeFromCookie(String(form.get('lang')))
  const isSecure = new URL(request.url).protocol === 'https:'
  const name = cookieName(LOCALE_COOKIE, isSecure)
  const cookie = `${name}=${locale}; Path=/; Max-Age=${ONE_YEAR}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
  return redirectDocument(ownPath(form.get('to')), { headers: { 'Set-Cookie': cookie } })
}
