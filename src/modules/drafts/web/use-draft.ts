import { type FormEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { onSettled } from '../../../ui/form/sending.ts'
import { DraftKeeper, type KeeperState } from './draft-keeper.ts'
import { findDraftOnServer, sendDraft } from './draft-line.ts'
import { addKeeper } from './open-keepers.ts'
import { waitsForDraft } from './waits-for-draft.ts'

export interface Draft<Form> {
  state: KeeperState
  /** What was kept from before: undefined while asking, null when there is nothing. Set once. */
  restored: { form: Form; updatedAt: Date } | null | undefined
  /** Call on every change with the whole form; it is sent when typing pauses. */
  keep: (form: Form) => void
  /** After `state` says `elsewhere`: this window counts. */
  takeOver: () => Promise<void>
  /** For the form itself, which holds a `DraftRevField`. Keeping ends, and begins again should the form come back. */
  onSubmit: (event: FormEvent<HTMLFormElement>) => void
}

/**
 * Keeps what is typed on the server, sealed under the typist's key, through a lost network and an idle lock.
 * `subjectId` is the row the form is about, or the submission id of a new entry. Show `state` with `DraftStatus`.
 */
export function useDraft<Form>(kind: string, subjectId: string): Draft<Form> {
  const [state, setState] = useState<KeeperState>({ state: 'unchanged' })
  const [restored, setRestored] = useState<Draft<Form>['restored']>(undefined)
  const keeper = useRef<DraftKeeper | null>(null)
  const sentForm = useRef<HTMLFormElement | null>(null)

  useEffect(() => {
    const made = new DraftKeeper(
      (content, rev, takeOver) => sendDraft({ kind, subjectId }, content, rev, takeOver),
      setState,
    )
    keeper.current = made
    let isGone = false
    // What is typed before the answer comes is newer than what was kept: it waits, and then goes on from there.
    made.stop()
    void findDraftOnServer({ kind, subjectId }).then((found) => {
      if (isGone) return
      if (found) made.resume(found.rev, JSON.stringify(found.form))
      made.goOn()
      setRestored(found ? { form: found.form as Form, updatedAt: found.updatedAt } : null)
    })
    const forget = addKeeper(made)
    const stopHearing = onSettled(async ({ form }, outcome) => {
      if (form !== sentForm.current || outcome === 'taken') return
      made.goOn()
      await made.flush()
    })
    const flush = () => void made.flush()
    const onHidden = () => document.visibilityState === 'hidden' && flush()
    window.addEventListener('online', flush)
    window.addEventListener('focus', flush)
    document.addEventListener('visibilitychange', onHidden)
    return () => {
      isGone = true
      flush()
      forget()
      stopHearing()
      keeper.current = null
      window.removeEventListener('online', flush)
      window.removeEventListener('focus', flush)
      document.removeEventListener('visibilitychange', onHidden)
    }
  }, [kind, subjectId])

  const keep = useCallback((form: Form) => keeper.current?.change(JSON.stringify(form)), [])
  const takeOver = useCallback(async () => keeper.current?.takeOver(), [])
  const onSubmit = useCallback((event: FormEvent<HTMLFormElement>) => {
    const form = event.currentTarget
    const { submitter } = event.nativeEvent as SubmitEvent
    sentForm.current = form
    if (keeper.current && waitsForDraft(form, submitter, keeper.current)) event.preventDefault()
  }, [])

  return useMemo(
    () => ({ state, restored, keep, takeOver, onSubmit }),
    [state, restored, keep, takeOver, onSubmit],
  )
}
