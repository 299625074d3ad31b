import { createContext, useContext } from 'react'

export const NonceContext = createContext<string | undefined>(undefined)

/** The page's nonce: handed down on the server, read back from the page in the browser. */
export function useNonce(): string | undefined {
  const given = useContext(NonceContext)
  if (given !== undefined || typeof document === 'undefined') return given
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce
}
