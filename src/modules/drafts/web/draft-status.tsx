import { m } from '../../../platform/words/words.ts'
import { OtherWindow } from './other-window.tsx'
import type { Draft } from './use-draft.ts'

const clock = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** Which revision of the draft the form was sent from; filled in by `useDraft` when the form goes. */
export function DraftRevField() {
  return <input type="hidden" name="draftRev" />
}

/** One quiet line: what has become of the words on the screen. */
export function DraftStatus({ draft }: { draft: Pick<Draft, 'state' | 'findOther' | 'takeOver'> }) {
  const { state } = draft
  return (
    <div className="draft-status" data-state={state.state}>
      <p className="save-status" role="status" data-state={state.state}>
        {wordsFor(state)}
      </p>
      {state.state === 'locked' ? (
        <a href="/sign-in" target="_blank" rel="noreferrer" className="link">
          {m.drafts_sign_in()}
        </a>
      ) : null}
      {state.state === 'elsewhere' ? <OtherWindow find={draft.findOther} goOn={draft.takeOver} /> : null}
    </div>
  )
}

function wordsFor(state: Draft['state']): string {
  switch (state.state) {
    case 'unchanged':
      return ''
    case 'unsaved':
      return m.drafts_unsaved()
    case 'saving':
      return m.drafts_saving()
    case 'saved':
      return m.drafts_saved({ time: clock.format(state.at) })
    case 'failed':
      return m.drafts_failed()
    case 'locked':
      return m.drafts_locked()
    case 'elsewhere':
      return m.drafts_elsewhere()
    case 'refused':
      return m.drafts_too_long()
  }
}
