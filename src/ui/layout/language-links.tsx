import type { FormEvent } from 'react'
import { useLocation, useRevalidator } from 'react-router'
import { getLocale, LANGUAGE_NAMES, locales, speak } from '../../platform/words/locale.ts'
import { bringWords } from '../../platform/words/one-language.ts'
import { m } from '../../platform/words/words.ts'
import { sign } from '../form/writer.ts'

/**
 * Plain forms, not links: they change something. In the browser the page stays, with all that was typed on it, and its
 * words change; without JavaScript a full page load follows, in the other language.
 */
export function LanguageLinks({ action }: { action: string }) {
  const { pathname, search } = useLocation()
  const { revalidate } = useRevalidator()
  const change = async (event: FormEvent<HTMLFormElement>) => {
    const { submitter } = event.nativeEvent as SubmitEvent
    if (!(submitter instanceof HTMLButtonElement)) return
    event.preventDefault()
    const body = sign(new FormData(event.currentTarget, submitter))
    const answer = await bringWords(submitter.value)
      .then(() => fetch(action, { method: 'POST', body, redirect: 'manual' }))
      .catch(() => null)
    // The way back that a plain form follows; anything else changed nothing.
    if (answer?.type !== 'opaqueredirect') return
    speak(submitter.value)
    await revalidate()
  }
  return (
    <form
      method="post"
      action={action}
      className="language-links"
      aria-label={m.ui_language()}
      onSubmit={change}
    >
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
