import { useEffect } from 'react'
import { useLocation } from 'react-router'
import { wordsOfRefusal } from '../platform/words/calm-words.ts'
import { m } from '../platform/words/words.ts'
import { useServerIsBack } from '../ui/form/server-answers.ts'

/** The page for everything that went wrong: what it means and what to do, and nothing about the record. */
export function CalmError({ status, code }: { status: number; code?: string | undefined }) {
  const { title, text, advice } = wordsOfRefusal(status, code)
  return (
    <main className="mx-auto mt-16 max-w-xl rounded-12 border border-solid-gray-300 bg-white p-8 max-sm:mx-4 max-sm:mt-6 max-sm:p-5">
      <title>{title}</title>
      <h1 className="mb-4 text-std-24B-150">{title}</h1>
      <p className="mb-3">{text}</p>
      <p className="mb-6">{advice}</p>
      {status === 503 ? <OpenAgain /> : null}
      {status === 400 ? <WithoutConditions /> : null}
      {/* A full page load: whatever broke in this one must not survive the click. */}
      <a className="link" href="/">
        {m.shell_error_home()}
      </a>
    </main>
  )
}

/** What was wrong may stand in the query alone: the same page without it. */
function WithoutConditions() {
  const { pathname, search } = useLocation()
  if (search === '') return null
  return (
    <p className="mb-3">
      <a className="link" href={pathname}>
        {m.shell_error_without()}
      </a>
    </p>
  )
}

/** Watches for the server and its database, and opens the page again by itself once they are there. */
function OpenAgain() {
  const isBack = useServerIsBack(true)
  useEffect(() => {
    const { pathname, search } = window.location
    // Never a reload: that would send a form once more.
    if (isBack) window.location.replace(pathname + search)
  }, [isBack])
  return (
    <p className="mb-6" role="status">
      {isBack ? m.shell_error_back() : m.shell_error_watching()}
    </p>
  )
}
