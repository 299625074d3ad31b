import { randomBytes } from 'node:crypto'

/** The browser refuses a page's scripts and style elements unless they carry this page's own nonce. */
export function newNonce(): string {
  return randomBytes(16).toString('base64')
}

/**
 * No text may be put where the browser would read it as a page or a script (e2e/browser.ts listens for refusals in every
 * journey).
 */
const REQUIRE_TRUSTED_TYPES = "require-trusted-types-for 'script'"
/** For pages that have no need of any exception. */
export const NO_TEXT_BECOMES_A_SCRIPT = [REQUIRE_TRUSTED_TYPES, "trusted-types 'none'"]

/** For answers that are no pages. */
export const NOTHING_IS_LOADED = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"

// Style attributes cannot be given a nonce and React Aria's server HTML has them; style elements must carry it.
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self'",
    `style-src-elem 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    REQUIRE_TRUSTED_TYPES,
    // The one policy there is lets hardly anything through: app/first-script.ts.
    'trusted-types default',
  ].join('; ')
}

const PERMISSIONS = [
  'camera',
  'geolocation',
  'microphone',
  'payment',
  'usb',
  'browsing-topics',
  'display-capture',
]

/** What every answer of every process carries, whatever its content. */
export const COMMON_HEADERS: Readonly<Record<string, string>> = {
  // Not no-referrer: with it browsers send `Origin: null` and forms without JavaScript are refused.
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': PERMISSIONS.map((name) => `${name}=()`).join(', '),
  'X-Robots-Tag': 'noindex, nofollow, noarchive',
}

const ONE_YEAR = 365 * 24 * 60 * 60

/** Over TLS the browser is to remember that there is nothing else here. */
export function onlyTls(url: URL): Record<string, string> {
  return url.protocol === 'https:'
    ? { 'Strict-Transport-Security': `max-age=${ONE_YEAR}; includeSubDomains` }
    : {}
}

export function staffHeaders(nonce: string, url: URL): Record<string, string> {
  return {
    ...COMMON_HEADERS,
    'Content-Security-Policy': contentSecurityPolicy(nonce),
    ...onlyTls(url),
  }
}
