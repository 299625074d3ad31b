import { redirectDocument } from 'react-router'
import { ownPath } from '../platform/http/own-path.ts'
import { postedForm } from '../platform/http/page-failure.ts'
import { LOCALE_COOKIE, localeFromCookie } from '../platform/words/locale.ts'

const ONE_YEAR = 365 * 24 * 60 * 60

export async function action({ request }: { request: Request }) {
  const form = await postedForm(request)
  const locale = localeFromCookie(String(form.get('lang')))
  const secure = new URL(request.url).protocol === 'https:' ? '; Secure' : ''
  const cookie = `${LOCALE_COOKIE}=${locale}; Path=/; Max-Age=${ONE_YEAR}; HttpOnly; SameSite=Lax${secure}`
  return redirectDocument(ownPath(form.get('to')), { headers: { 'Set-Cookie': cookie } })
}
