import { onSettled } from '../../../ui/form/sending.ts'
import { DraftKeeper, type KeeperState } from './draft-keeper.ts'
import { type DraftAddress, discardOnServer, findDraftOnServer, listDrafts, sendDraft } from './draft-line.ts'
import {
  changedFields,
  type Drawn,
  drawnOf,
  type FormContents,
  fieldOf,
  fillField,
  hiddenOf,
  isKeepable,
  type KeptField,
  nameOfForm,
} from './form-contents.ts'
import { addKeeper } from './open-keepers.ts'
import type { OtherDraft } from './other-window.tsx'
import { waitsForDraft } from './waits-for-draft.ts'

export const formDraftKind = 'form'

/** What came back into a form of the page. */
export interface Returned {
  subjectId: string
  updatedAt: Date
  /** Kept, but not put back: typing had begun there, or the page has no such field now. */
  notFilled: readonly KeptField[]
  /** What somebody has saved since in the fields that were filled; empty when nothing was saved since. */
  savedSince: readonly KeptField[]
  discard: () => void
}

interface Watched {
  form: HTMLFormElement
  drawn: Drawn
  /** Kept before and not on the page: kept on. */
  rest: readonly KeptField[]
  keeper: DraftKeeper
  address: Promise<DraftAddress>
  forget: () => void
}

/** The same form in another window: what it has kept, and that this one goes on over it. */
export interface Other {
  form: () => HTMLFormElement
  find: () => Promise<OtherDraft | null | undefined>
  goOn: (rev: number) => Promise<void>
}

interface Tell {
  returned: (all: readonly Returned[]) => void
  state: (state: KeeperState, other: Other) => void
}

/**
 * Keeps every ordinary form of more than a line as a draft while it is typed, and puts it back when its page opens
 * again: after the idle lock, a closed window, a lost network, a wrong click. Nothing in the forms' own code knows.
 */
export class KeptForms {
  readonly #tell: Tell
  readonly #watched = new Map<string, Watched>()
  #path = ''
  #isFilling = false

  constructor(tell: Tell) {
    this.#tell = tell
  }

  /** Begins to listen; answers how to stop. */
  start(): () => void {
    const listening = new AbortController()
    const { signal } = listening
    const ofTarget = ({ target }: Event) =>
      target instanceof Element ? this.#watch(target.closest('form')) : undefined
    const changed = (event: Event) => {
      const watched = this.#isFilling ? undefined : ofTarget(event)
      if (watched) watched.keeper.change(JSON.stringify(this.#contentsOf(watched)))
    }
    document.addEventListener('focusin', ofTarget, { signal })
    document.addEventListener('input', changed, { signal })
    document.addEventListener('change', changed, { signal })
    window.addEventListener('submit', (event) => this.#onSubmit(event), { signal, capture: true })
    window.addEventListener('online', () => this.#flush(), { signal })
    document.addEventListener(
      'visibilitychange',
      () => document.visibilityState === 'hidden' && this.#flush(),
      { signal },
    )
    const stopHearing = onSettled(({ form }, outcome) => this.#settle(form, outcome === 'taken'))
    return () => {
      listening.abort()
      stopHearing()
    }
  }

  /** At every change of page: lets go of the forms that left, and brings back what was kept of those that came. */
  async open(path: string): Promise<void> {
    for (const [name, watched] of this.#watched) {
      if (watched.form.isConnected && path === this.#path) continue
      void watched.keeper.flush()
      watched.forget()
      this.#watched.delete(name)
    }
    this.#path = path
    this.#tell.returned([])
    const forms = [...document.querySelectorAll('form')].map((form) => this.#watch(form))
    const here = forms.filter((watched) => watched !== undefined)
    if (here.length === 0) return
    const kept = await listDrafts(formDraftKind)
    const returned = await Promise.all(here.map((watched) => this.#bringBack(watched, kept)))
    if (path === this.#path) this.#tell.returned(returned.filter((one) => one !== null))
  }

  #watch(form: HTMLFormElement | null): Watched | undefined {
    if (!form || !isKeepable(form)) return undefined
    const name = nameOfForm(form, this.#path)
    const known = this.#watched.get(name)
    if (known) {
      // Drawn anew after a refused try: the same draft goes on.
      known.form = form
      return known
    }
    const address = addressOf(name)
    const keeper: DraftKeeper = new DraftKeeper(
      async (content, rev) => sendDraft(await address, content, rev),
      (state) => this.#tell.state(state, other),
    )
    const watched: Watched = {
      form,
      drawn: drawnOf(form),
      rest: [],
      keeper,
      address,
      forget: addKeeper(keeper),
    }
    const other: Other = {
      form: () => watched.form,
      find: async () => {
        const found = await findDraftOnServer(await address)
        return found && { ...found, fields: (found.form as FormContents | undefined)?.fields ?? [] }
      },
      goOn: (rev) => keeper.takeOver(rev),
    }
    this.#watched.set(name, watched)
    return watched
  }

  #contentsOf({ form, drawn, rest }: Watched): FormContents {
    const changed = changedFields(form, drawn)
    const others = rest.filter(({ name }) => changed.every((field) => field.name !== name))
    const fields = [...changed, ...others]
    return { path: this.#path, title: document.title.split(' - ')[0] ?? '', hidden: hiddenOf(form), fields }
  }

  #onSubmit(event: SubmitEvent): void {
    const watched = event.target instanceof HTMLFormElement ? this.#find(event.target) : undefined
    if (!watched || !waitsForDraft(watched.form, event.submitter, watched.keeper)) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  async #settle(form: HTMLFormElement, isTaken: boolean): Promise<void> {
    const watched = this.#find(form)
    if (!watched) return
    if (!isTaken) {
      watched.keeper.goOn()
      await watched.keeper.flush()
      return
    }
    watched.keeper.stop()
    watched.forget()
    this.#watched.delete(nameOfForm(form, this.#path))
    if (watched.keeper.rev > 0) await discardOnServer(await watched.address, watched.keeper.rev)
  }

  #find(form: HTMLFormElement): Watched | undefined {
    return [...this.#watched.values()].find((watched) => watched.form === form)
  }

  async #bringBack(watched: Watched, kept: ReadonlySet<string>): Promise<Returned | null> {
    const address = await watched.address
    if (!kept.has(address.subjectId) || watched.keeper.rev > 0) return null
    const found = await findDraftOnServer(address)
    const contents = found?.form as FormContents | undefined
    if (!found || !contents) return null
    watched.keeper.resume(found.rev, JSON.stringify(contents))
    const discard = () => this.#discard(watched, contents.fields)
    if (contents.fields.length === 0) {
      discard()
      return null
    }
    return { ...address, updatedAt: found.updatedAt, ...this.#fill(watched, contents), discard }
  }

  /** Never over what stands there by typing. */
  #fill(watched: Watched, { fields, hidden }: FormContents): Pick<Returned, 'notFilled' | 'savedSince'> {
    const { form, drawn } = watched
    const typed = new Set(changedFields(form, drawn).map(({ name }) => name))
    const before = fields.map(({ name }) => fieldOf(form, name))
    const now = hiddenOf(form)
    const notFilled = this.#filling(() =>
      fields.filter(({ name, values }) => typed.has(name) || !fillField(form, name, values)),
    )
    watched.rest = notFilled
    const submission = form.elements.namedItem('submissionId')
    // Should it have been taken after all, sending it again does nothing twice.
    if (submission instanceof HTMLInputElement && hidden.submissionId) submission.value = hidden.submissionId
    const isSameBase = (['rev', 'turn', 'mark'] as const).every((name) => now[name] === hidden[name])
    const savedSince = isSameBase ? [] : before.filter(({ name, shown }) => !typed.has(name) && shown !== '')
    return { notFilled, savedSince }
  }

  #discard(watched: Watched, fields: readonly KeptField[]): void {
    const { form, drawn, keeper, address } = watched
    keeper.stop()
    watched.forget()
    this.#watched.delete(nameOfForm(form, this.#path))
    this.#filling(() => {
      for (const { name } of fields) fillField(form, name, drawn[name] ?? [])
    })
    void address.then((known) => discardOnServer(known, keeper.rev))
  }

  /** The form hears of it, the draft does not. */
  #filling<Result>(fill: () => Result): Result {
    this.#isFilling = true
    try {
      return fill()
    } finally {
      this.#isFilling = false
    }
  }

  #flush(): void {
    for (const { keeper } of this.#watched.values()) void keeper.flush()
  }
}

/** An address for each form that says nothing of it: a hash, in the shape of a random id. */
async function addressOf(name: string): Promise<DraftAddress> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(name))
  const hex = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`]
  return { kind: formDraftKind, subjectId: [...parts, hex.slice(20, 32)].join('-') }
}
