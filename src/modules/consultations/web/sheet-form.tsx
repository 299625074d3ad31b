import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react'
import { Form } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { ErrorSummary } from '../../../ui/form/error-summary.tsx'
import { DraftRevField, DraftStatus } from '../../drafts/web/draft-status.tsx'
import { useDraft } from '../../drafts/web/use-draft.ts'
import { type FormValues, one, valuesOf } from './form-values.ts'
import { MemoDesk, type MemoDeskHandle } from './memo-desk.tsx'
import { SheetFields } from './sheet-fields.tsx'
import { goToSection } from './sheet-section.tsx'
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
  onKept,
  onRestored,
}: SheetFormProps) {
  const kept = useDraft<FormValues>(draft.kind, draft.subjectId)
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

  return (
    <Form
      method="post"
      ref={form}
      className="consultation-sheet"
      noValidate
      onInput={changed}
      onChange={changed}
      onClick={changed}
      onKeyDown={(event) => onSheetKey(event, form.current, memo.current)}
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

function KeyHints() {
  const hints = [
    ['Alt 1–9', m.consultations_key_sections()],
    ['Esc', m.consultations_key_memo()],
    ['F4', m.consultations_key_mark()],
    ['F K I 0', m.consultations_key_marks()],
    ['Ctrl Enter', m.consultations_key_save()],
  ] as const
  return (
    <dl className="key-hints" aria-label={m.consultations_keys()}>
      {hints.map(([key, words]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Nothing happens while the input method is composing: its own keys overlap with ours. */
function onSheetKey(event: KeyboardEvent, form: HTMLFormElement | null, memo: MemoDeskHandle | null) {
  if (event.nativeEvent.isComposing) return
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]
  const isHandled =
    (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && send(form)) ||
    (event.altKey && digit !== undefined && goToSection(Number(digit))) ||
    (event.key === 'F4' && !event.altKey && !event.ctrlKey && act(memo?.toggle)) ||
    (event.key === 'Escape' && act(memo?.focus)) ||
    // Enter in a one-line field would send a half-written sheet.
    (event.key === 'Enter' && event.target instanceof HTMLInputElement)
  if (isHandled) event.preventDefault()
}

function send(form: HTMLFormElement | null): boolean {
  form?.requestSubmit()
  return true
}

function act(run: (() => void) | undefined): boolean {
  run?.()
  return run !== undefined
}
