import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { DraftKeeper, type KeeperState } from './draft-keeper.ts'
import { discardOnServer, findDraftOnServer, sendDraft } from './draft-line.ts'

export interface Draft<Form> {
  state: KeeperState
  /** What was kept from before: undefined while asking, null when there is nothing. Set once. */
  restored: { form: Form; updatedAt: Date } | null | undefined
  /** Call on every change with the whole form; it is sent when typing pauses. */
  keep: (form: Form) => void
  /** Answers whether everything typed is kept. */
  saveNow: () => Promise<boolean>
  /** After `state` says `elsewhere`: this window counts. */
  takeOver: () => Promise<void>
  /** Throw it away, here and on the server. */
  discard: () => Promise<void>
  /** The form is on its way: no more drafts. */
  stop: () => void
  /** The form came back refused: keep again. */
  goOn: () => void
}

/**
 * Keeps what is typed on the server, sealed under the typist's key, through a lost network and an idle lock.
 * `subjectId` is the row the form is about, or the submission id of a new entry. Show `state` with `DraftStatus`.
 */
export function useDraft<Form>(kind: string, subjectId: string): Draft<Form> {
  const [state, setState] = useState<KeeperState>({ state: 'unchanged' })
  const [restored, setRestored] = useState<Draft<Form>['restored']>(undefined)
  const keeper = useRef<DraftKeeper | null>(null)
  const waiting = useRef<string | null>(null)

  useEffect(() => {
    const made = new DraftKeeper(
      (content, rev, takeOver) => sendDraft({ kind, subjectId }, content, rev, takeOver),
      setState,
    )
    let isGone = false
    void findDraftOnServer({ kind, subjectId }).then((found) => {
      if (isGone) return
      if (found) made.resume(found.rev, JSON.stringify(found.form))
      keeper.current = made
      // What was typed before the answer came is newer than what was kept.
      if (waiting.current !== null) made.change(waiting.current)
      setRestored(found ? { form: found.form as Form, updatedAt: found.updatedAt } : null)
    })
    const flush = () => void made.flush()
    const onHidden = () => document.visibilityState === 'hidden' && flush()
    window.addEventListener('online', flush)
    window.addEventListener('focus', flush)
    document.addEventListener('visibilitychange', onHidden)
    return () => {
      isGone = true
      flush()
      keeper.current = null
      window.removeEventListener('online', flush)
      window.removeEventListener('focus', flush)
      document.removeEventListener('visibilitychange', onHidden)
    }
  }, [kind, subjectId])

  const keep = useCallback((form: Form) => {
    const content = JSON.stringify(form)
    if (keeper.current) keeper.current.change(content)
    else waiting.current = content
  }, [])
  const saveNow = useCallback(async () => (await keeper.current?.flush()) ?? false, [])
  const takeOver = useCallback(async () => keeper.current?.takeOver(), [])
  const stop = useCallback(() => keeper.current?.stop(), [])
  const goOn = useCallback(() => keeper.current?.goOn(), [])
  const discard = useCallback(async () => {
    keeper.current?.stop()
    await discardOnServer({ kind, subjectId })
  }, [kind, subjectId])

  return useMemo(
    () => ({ state, restored, keep, saveNow, takeOver, discard, stop, goOn }),
    [state, restored, keep, saveNow, takeOver, discard, stop, goOn],
  )
}
