import { type FormEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { FormValues } from '../../../ui/form/form-values.ts'
import { onSettled } from '../../../ui/form/sending.ts'
import { DraftKeeper, type KeeperState } from './draft-keeper.ts'
import { findDraftOnServer, sendDraft } from './draft-line.ts'
import { fieldsOf } from './form-contents.ts'
import { addKeeper } from './open-keepers.ts'
import type { OtherDraft } from './other-window.tsx'
import { waitsForDraft } from './waits-for-draft.ts'

export interface Draft {
  state: KeeperState
  /** What was kept from before: undefined while asking, null when there is nothing. Set once. */
  restored: { form: FormValues; updatedAt: Date } | null | undefined
  /** Call on every change with the whole form; it is sent when typing pauses. */
  keep: (form: FormValues) => void
  /** After `state` says `elsewhere`: what the other window has of this form, and that this one counts over it. */
  findOther: (form: HTMLFormElement | null) => Promise<OtherDraft | null | undefined>
  takeOver: (rev: number) => Promise<void>
  /** For the form itself, which holds a `DraftRevField`. Keeping ends, and begins again should the form come back. */
  onSubmit: (event: FormEvent<HTMLFormElement>) => void
}

/**
 * Keeps what is typed on the server, sealed under the typist's key, through a lost network and an idle lock.
 * `subjectId` is the row the form is about, or the submission id of a new entry. Show `state` with `DraftStatus`.
 */
export function useDraft(kind: string, subjectId: string): Draft {
  const [state, setState] = useState<KeeperState>({ state: 'unchanged' })
  const [restored, setRestored] = useState<Draft['restored']>(undefined)
  const keeper = useRef<DraftKeeper | null>(null)
  const sentForm = useRef<HTMLFormElement | null>(null)

  useEffect(() => {
    const made = new DraftKeeper((content, rev) => sendDraft({ kind, subjectId }, content, rev), setState)
    keeper.current = made
    let isGone = false
    // What is typed before the answer comes is newer than what was kept: it waits, and then goes on from there.
    made.stop()
    void findDraftOnServer({ kind, subjectId }).then((found) => {
      if (isGone) return
      if (found) made.resume(found.rev, JSON.stringify(found.form))
      made.goOn()
      setRestored(found ? { form: found.form as FormValues, updatedAt: found.updatedAt } : null)
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

  const keep = useCallback((form: FormValues) => keeper.current?.change(JSON.stringify(form)), [])
  const takeOver = useCallback(async (rev: number) => keeper.current?.takeOver(rev), [])
  const findOther = useCallback(
    async (form: HTMLFormElement | null) => {
      const found = await findDraftOnServer({ kind, subjectId })
      return found && { ...found, fields: form ? fieldsOf(form, found.form as FormValues) : [] }
    },
    [kind, subjectId],
  )
  const onSubmit = useCallback((event: FormEvent<HTMLFormElement>) => {
    const form = event.currentTarget
    const { submitter } = event.nativeEvent as SubmitEvent
    sentForm.current = form
    if (keeper.current && waitsForDraft(form, submitter, keeper.current)) event.preventDefault()
  }, [])

  return useMemo(
    () => ({ state, restored, keep, findOther, takeOver, onSubmit }),
    [state, restored, keep, findOther, takeOver, onSubmit],
  )
}
