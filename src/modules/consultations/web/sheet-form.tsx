import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react'
import { Form } from 'react-router'
import { ErrorSummary } from '../../../ui/form/error-summary.tsx'
import { type FormValues, one, valuesOf } from '../../../ui/form/form-values.ts'
import { DraftRevField, DraftStatus } from '../../drafts/web/draft-status.tsx'
import { useDraft } from '../../drafts/web/use-draft.ts'
import { CallClockLine, useCallClock } from './call-clock.tsx'
import { KeyHints } from './key-hints.tsx'
import { MemoDesk, type MemoDeskHandle } from './memo-desk.tsx'
import { SheetFields } from './sheet-fields.tsx'
import type { SheetCommand } from './sheet-keys.ts'
import { goToSection } from './sheet-section.tsx'
import { useSheetKeys } from './use-sheet-keys.ts'
import { wordsOf } from './words-of.ts'

interface SheetFormProps {
  draft: { kind: string; subjectId: string }
  /** Something may have been kept from before: nothing is typed over it before it is here. */
  mayHaveDraft: boolean
  values: FormValues
  /** Catalogue keys by field, from a refused attempt. */
  fields: Readonly<Record<string, string>>
  /** Ids and revisions that go along. */
  hidden: Readonly<Record<string, string>>
  intent: string
  submitLabel: string
  /** Above the memo: desk, day of a back-entry, why a correction. */
  top?: ReactNode
  /** Beside the memo, to be read while writing. */
  beside?: ReactNode
  /** Every part open from the start: where there is much to go through, not a call to follow. */
  allOpen?: boolean
  isPersonElsewhere?: boolean
  /** A contact that begins now: its minutes are counted. */
  isNow?: boolean
  /** Called once the first draft stands, with the form's own values. */
  onKept?: () => void
  /** Called with what was kept from before, once it is here. */
  onRestored?: (kept: FormValues) => void
}

const snapshotPause = 250

/** The sheet: one big memo, everything else around it; kept as a draft while typing, sent with Ctrl+Enter. */
export function SheetForm({
  draft,
  mayHaveDraft,
  values,
  fields,
  hidden,
  intent,
  submitLabel,
  top,
  beside,
  allOpen = false,
  isPersonElsewhere = false,
  isNow = false,
  onKept,
  onRestored,
}: SheetFormProps) {
  const kept = useDraft(draft.kind, draft.subjectId)
  const form = useRef<HTMLFormElement>(null)
  const memo = useRef<MemoDeskHandle>(null)
  const [begin, setBegin] = useState({ values, version: 0 })
  const [now, setNow] = useState(values)
  const errors = Object.fromEntries(Object.entries(fields).map(([name, key]) => [name, wordsOf(key)]))

  // What was kept from before replaces the empty sheet once, and only while nothing has been typed.
  const { restored } = kept
  const tell = useEffectEvent((form: FormValues) => onRestored?.(form))
  useEffect(() => {
    if (!restored?.form) return
    setBegin({ values: restored.form, version: 1 })
    setNow(restored.form)
    tell(restored.form)
  }, [restored])

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const changed = () => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      if (!form.current) return
      const typed = valuesOf(new FormData(form.current))
      setNow(typed)
      kept.keep(typed)
    }, snapshotPause)
  }
  const hasDraft = kept.state.state === 'saved'
  useEffect(() => {
    if (hasDraft) onKept?.()
  }, [hasDraft, onKept])

  const clock = useCallClock(isNow, one(now, 'channel', 'phone'))
  useSheetKeys((command) => runOnSheet(command, form.current, memo.current))

  return (
    <Form
      method="post"
      ref={form}
      className="consultation-sheet"
      noValidate
      onInput={changed}
      onChange={changed}
      onClick={changed}
      onKeyDown={keepEnter}
      onSubmit={kept.onSubmit}
      data-draft="own"
    >
      <DraftRevField />
      <input type="hidden" name="intent" value={intent} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <ErrorSummary errors={Object.entries(errors).map(([id, message]) => ({ id, message }))} />
      {top}
      <div className="sheet-columns" key={begin.version} inert={mayHaveDraft && restored === undefined}>
        {beside}
        <div className="sheet-memo">
          <MemoDesk
            ref={memo}
            defaultMemo={one(begin.values, 'memo')}
            defaultMarks={one(begin.values, 'marks')}
            error={errors.memo}
            head={<CallClockLine clock={clock} />}
            onMarking={clock.stop}
          />
          <div className="sheet-actions">
            <button type="submit" className="button button-primary">
              {submitLabel} <kbd>Ctrl Enter</kbd>
            </button>
            <DraftStatus draft={kept} />
          </div>
          <KeyHints />
        </div>
        <SheetFields values={begin.values} {...{ now, errors, allOpen, isPersonElsewhere }} />
      </div>
    </Form>
  )
}

/** Enter in a one-line field would send a half-written sheet; composing, it belongs to the input method. */
function keepEnter(event: KeyboardEvent) {
  const isPlain = event.key === 'Enter' && !event.ctrlKey && !event.metaKey
  if (isPlain && event.target instanceof HTMLInputElement) event.preventDefault()
}

function runOnSheet(
  command: SheetCommand,
  form: HTMLFormElement | null,
  memo: MemoDeskHandle | null,
): boolean {
  if (command.do === 'section') return goToSection(command.digit)
  if (command.do === 'save') form?.requestSubmit()
  else if (command.do === 'mark') memo?.toggle()
  else if (command.do === 'memo') memo?.focus()
  else return false
  return true
}
