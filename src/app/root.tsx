import { type ReactNode, useEffect } from 'react'
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  useLocation,
  useRouteError,
  UNSAFE_useScrollRestoration as useScrollRestoration,
} from 'react-router'
import { getLocale } from '../platform/words/locale.ts'
import { m } from '../platform/words/words.ts'
import { SendTrouble } from '../ui/form/send-trouble.tsx'
import { forgetTrouble } from '../ui/form/sending.ts'
import { useFocusOnArrival } from '../ui/layout/use-focus-on-arrival.ts'
import { WaitingLine } from '../ui/layout/waiting-line.tsx'
import { useNonce } from '../ui/nonce.ts'
import { CalmError } from './calm-error.tsx'
import { firstScript } from './first-script.ts'
import { keepThePage, noteOpenPage } from './keep-the-page.ts'
import mark from './mark.svg'
import './app.css'

export function links() {
  return [{ rel: 'icon', href: mark, type: 'image/svg+xml' }]
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce()
  return (
    <html lang={getLocale()}>
      <head>
        <meta charSet="utf-8" />
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: firstScript }} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        {/* React Aria looks here for the nonce of the style elements it adds; browsers hide it, hence the suppression. */}
        <meta property="csp-nonce" nonce={nonce} suppressHydrationWarning />
        <Meta />
        <Links nonce={nonce} />
      </head>
      <body>
        {children}
        {/* All that the browser's own command prints of a page that is no sheet (ui/styles/print.css). */}
        <p className="print-refusal">{m.ui_print_refusal()}</p>
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export const clientMiddleware = [keepThePage]

export default function Root() {
  const location = useLocation()
  useEffect(() => noteOpenPage(location), [location])
  // What could not be sent from a page is over once the page is.
  const { pathname, search } = location
  useEffect(forgetTrouble, [pathname, search])
  useFocusOnArrival(pathname)
  // Without the component's script: a page that React builds anew could not bring it along (app/first-script.ts).
  useScrollRestoration()
  return (
    <>
      <Outlet />
      <WaitingLine />
      <SendTrouble />
    </>
  )
}

export function ErrorBoundary() {
  const error = useRouteError()
  return <CalmError status={statusOf(error)} code={codeOf(error)} />
}

function codeOf(error: unknown): string | undefined {
  return isRouteErrorResponse(error) ? error.data?.failure?.code : undefined
}

/** What never came (no network, a server that starts again) reads like a database that is away. */
function statusOf(error: unknown): number {
  if (error instanceof TypeError) return 503
  if (!isRouteErrorResponse(error)) return 500
  return error.status === 502 || error.status === 504 ? 503 : error.status
}
