import { useSyncExternalStore } from 'react'

/** Why a form was not taken. Anything the page itself answers (a field to look at again, a conflict) is no trouble. */
export type Trouble =
  /** No answer: the network, the server or something between them. The first try may have arrived all the same. */
  | 'unreachable'
  /** The server is there, its database is not, or too much is going on. */
  | 'unavailable'
  | 'broken'
  | 'too-large'
  | 'signed-out'
  | 'step-up'

/** One press of a button that sends a form. */
export interface Press {
  form: HTMLFormElement
  name: string
  value: string
}

export interface Unsent {
  press: Press | null
  trouble: Trouble
}

/** What an action's answer is when nothing was taken; the page keeps showing the answer before (`useFormAnswer`). */
export interface UnsentAnswer {
  unsent: Trouble
}

export function isUnsent(answer: unknown): answer is UnsentAnswer {
  return typeof answer === 'object' && answer !== null && 'unsent' in answer
}

/** Taken: the act was done. Refused: the server answered, and the page says what is to be looked at again. */
export type Outcome = 'taken' | 'refused' | Trouble

type Hear = (press: Press, outcome: Outcome) => Promise<void> | void

let lastPress: { press: Press; at: number } | null = null
let current: Unsent | null = null
const watchers = new Set<() => void>()
const hearers = new Set<Hear>()

/** From the submit event to the request: both belong to the same moment. */
const sameMomentMs = 1_000

/** Remembers which button sent which form; called once, when the page wakes up. */
export function followPresses(): void {
  window.addEventListener(
    'submit',
    ({ target, submitter }) => {
      if (!(target instanceof HTMLFormElement)) return
      const button = submitter instanceof HTMLButtonElement ? submitter : null
      const press = { form: target, name: button?.name ?? '', value: button?.value ?? '' }
      lastPress = { press, at: Date.now() }
    },
    { capture: true },
  )
}

/** The press that led to the request now beginning; null for what the page sends on its own. */
export function takePress(): Press | null {
  const taken = lastPress && Date.now() - lastPress.at < sameMomentMs ? lastPress.press : null
  lastPress = null
  return taken
}

/** Tells what has become of a press; resolves when the keepers of drafts have done what they do about it. */
export async function settlePress(press: Press | null, outcome: Outcome): Promise<void> {
  tell(outcome === 'taken' || outcome === 'refused' ? null : { press, trouble: outcome })
  if (press) await Promise.allSettled([...hearers].map((hear) => hear(press, outcome)))
}

/** Called with every press that was settled; answers how to stop. */
export function onSettled(hear: Hear): () => void {
  hearers.add(hear)
  return () => hearers.delete(hear)
}

let askers = 0
/** Called by what can ask for a password in place; answers how to take that back. */
export function offerToAsk(): () => void {
  askers += 1
  return () => {
    askers -= 1
  }
}

export function hasAsker(): boolean {
  return askers > 0
}

/** The same button of the same form once more, with what stands in it now. */
export function pressAgain({ press }: Unsent): void {
  tell(null)
  if (!press?.form.isConnected) return
  // The button may have been drawn anew meanwhile; its name and value are the same.
  const buttons = [...press.form.querySelectorAll<HTMLButtonElement>('button[type=submit]')]
  const button = buttons.find(({ name, value }) => name === press.name && value === press.value)
  press.form.requestSubmit(button)
}

export function forgetTrouble(): void {
  tell(null)
}

export function useUnsent(): Unsent | null {
  return useSyncExternalStore(
    (onChange) => {
      watchers.add(onChange)
      return () => watchers.delete(onChange)
    },
    () => current,
    () => null,
  )
}

function tell(unsent: Unsent | null): void {
  if (current === unsent) return
  current = unsent
  for (const watcher of watchers) watcher()
}
