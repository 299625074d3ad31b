import { AsyncLocalStorage } from 'node:async_hooks'
import { baseLocale, type Locale, overwriteGetLocale } from './generated/runtime.js'

const current = new AsyncLocalStorage<Locale>()
overwriteGetLocale(() => current.getStore() ?? baseLocale)

/** Everything rendered inside `run`, streamed parts included, speaks `locale`. */
export function withLocale<T>(locale: Locale, run: () => T): T {
  return current.run(locale, run)
}
