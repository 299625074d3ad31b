import { useLocation } from 'react-router'
import { getLocale, LANGUAGE_NAMES, locales } from '../../platform/words/locale.ts'
import { m } from '../../platform/words/words.ts'

/** Plain forms, not links: they change something. A full page load follows, in the other language. */
export function LanguageLinks({ action }: { action: string }) {
  const { pathname, search } = useLocation()
  return (
    <form method="post" action={action} className="language-links" aria-label={m.ui_language()}>
      <input type="hidden" name="to" value={`${pathname}${search}`} />
      {locales.map((locale) => (
        <button
          key={locale}
          type="submit"
          name="lang"
          value={locale}
          lang={locale}
          aria-pressed={locale === getLocale()}
        >
          {LANGUAGE_NAMES[locale]}
        </button>
      ))}
    </form>
  )
}
