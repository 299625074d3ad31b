import type { ReactNode } from 'react'
import { m } from '../../platform/words/words.ts'
import { LanguageLinks } from './language-links.tsx'
import { ProductMark } from './shell.tsx'

interface EntranceFrameProps {
  title: string
  tenantName: string | null
  isSample: boolean
  /** A single form is narrow; sheets of paper and two columns need room. */
  size?: 'form' | 'sheet' | 'wide'
  children: ReactNode
}

/** What stands around the pages outside a desk's own frame (signing in, setting up, the pledge): whose system it is, and nothing else. */
export function EntranceFrame({ title, tenantName, isSample, size = 'form', children }: EntranceFrameProps) {
  return (
    <>
      <title>{`${title} - ${m.shell_product()}`}</title>
      {isSample ? (
        <header className="no-print">
          <p className="sample-notice">{m.shell_sample_notice()}</p>
        </header>
      ) : null}
      <main id="main" className={`entrance entrance-${size}`}>
        <div className="entrance-head no-print">
          <p className="entrance-product">
            <ProductMark />
            {m.shell_product()}
          </p>
          <p className="entrance-tenant">{tenantName ?? m.shell_tagline()}</p>
        </div>
        {children}
      </main>
      <footer className={`entrance-foot entrance-${size} no-print`}>
        <LanguageLinks action="/language" />
      </footer>
    </>
  )
}
