import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from 'react'
import { m } from '../../../platform/words/words.ts'
import { carryMarks, type Mark, markForKey, marksFrom, marksToText, nextMark } from './memo-lines.ts'

export interface MemoDeskHandle {
  focus: () => void
  /** From writing to marking and back. */
  toggle: () => void
}

interface MemoDeskProps {
  ref?: Ref<MemoDeskHandle>
  defaultMemo: string
  defaultMarks: string
  error?: string | undefined
  /** Between the name of the box and the way to the marks: how long the call has lasted. */
  head?: ReactNode
  /** Marking begins when the call is over. */
  onMarking?: () => void
}

const kinds = ['fact', 'words', 'opinion'] as const

export function kindName(kind: Mark): string {
  if (kind === 'fact') return m.consultations_kind_fact()
  if (kind === 'words') return m.consultations_kind_words()
  return kind === 'opinion' ? m.consultations_kind_opinion() : m.consultations_kind_none()
}

/** The one big box while she speaks; afterwards the same lines, marked with one key each. */
export function MemoDesk({ ref, defaultMemo, defaultMarks, error, head, onMarking }: MemoDeskProps) {
  const id = useId()
  const box = useRef<HTMLTextAreaElement>(null)
  const list = useRef<HTMLOListElement>(null)
  const [memo, setMemo] = useState(defaultMemo)
  const [marks, setMarks] = useState(() => marksFrom(defaultMarks))
  const [isMarking, setMarking] = useState(false)
  const lines = memo.split('\n')
  const left = lines.filter((line, index) => line.trim() !== '' && !marks[index]).length

  const write = (text: string) => {
    setMarks(carryMarks(lines, marks, text.split('\n')))
    setMemo(text)
  }
  // What was typed before the page woke up counts like everything after; the form hears of it.
  useEffect(() => {
    if (box.current && box.current.value !== defaultMemo)
      box.current.dispatchEvent(new Event('input', { bubbles: true }))
  }, [defaultMemo])
  const toggle = () => {
    setMarking(!isMarking)
    if (!isMarking) onMarking?.()
    requestAnimationFrame(() => (isMarking ? box.current?.focus() : focusLine(list.current, 0)))
  }
  useImperativeHandle(ref, () => ({
    focus() {
      setMarking(false)
      requestAnimationFrame(() => box.current?.focus())
    },
    toggle,
  }))

  return (
    <section className="memo-desk" aria-labelledby={`${id}-title`} data-marking={isMarking}>
      <div className="memo-head">
        <label id={`${id}-title`} htmlFor="memo">
          <kbd>Alt 0</kbd> {isMarking ? m.consultations_memo_marking() : m.consultations_memo()}
        </label>
        {head}
        <button type="button" className="memo-toggle" onClick={toggle} aria-pressed={isMarking}>
          <kbd>Alt M</kbd> {isMarking ? m.consultations_memo_back() : m.consultations_memo_mark()}
        </button>
      </div>
      {error ? (
        <p id="memo-error" className="field-error">
          {m.ui_error_mark()}
          {error}
        </p>
      ) : null}
      <textarea
        ref={box}
        id="memo"
        name="memo"
        className="memo-box"
        defaultValue={defaultMemo}
        hidden={isMarking}
        // biome-ignore lint/a11y/noAutofocus: the telephone is ringing; this box is why the page was opened
        autoFocus
        spellCheck={false}
        autoComplete="off"
        aria-invalid={error !== undefined || undefined}
        aria-describedby={error ? 'memo-error' : undefined}
        onChange={(event) => write(event.target.value)}
      />
      <input type="hidden" name="marks" value={marksToText(lines.map((_, index) => marks[index] ?? null))} />
      {isMarking ? (
        <>
          <p className="hint">{m.consultations_mark_hint()}</p>
          <ol ref={list} className="memo-lines">
            {lines.map((line, index) => (
              <MarkLine
                key={index}
                text={line}
                mark={marks[index] ?? null}
                onMark={(mark) => setMarks(lines.map((_, at) => (at === index ? mark : (marks[at] ?? null))))}
                onMove={(step) => focusLine(list.current, index + step, step)}
              />
            ))}
          </ol>
        </>
      ) : null}
      <p className="memo-foot" role="status">
        {isMarking ? m.consultations_mark_left({ count: left }) : ''}
      </p>
    </section>
  )
}

interface MarkLineProps {
  text: string
  mark: Mark
  onMark: (mark: Mark) => void
  onMove: (step: 1 | -1) => void
}

function MarkLine({ text, mark, onMark, onMove }: MarkLineProps) {
  if (text.trim() === '') return <li className="memo-line-blank" aria-hidden="true" />
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey)
      return
    const wanted = markForKey(event)
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : undefined
    if (wanted === undefined && step === undefined) return
    event.preventDefault()
    if (wanted !== undefined) onMark(wanted)
    onMove(step ?? 1)
  }
  return (
    <li className="memo-line" data-kind={mark ?? 'none'}>
      <button
        type="button"
        className="memo-line-text"
        onKeyDown={onKeyDown}
        onClick={() => onMark(nextMark(mark))}
      >
        <span className="memo-line-kind">{kindName(mark)}</span>
        {text}
      </button>
      <span className="memo-line-marks">
        {kinds.map((kind) => (
          <button
            key={kind}
            type="button"
            tabIndex={-1}
            aria-pressed={mark === kind}
            onClick={() => onMark(mark === kind ? null : kind)}
          >
            <kbd>{kinds.indexOf(kind) + 1}</kbd> {kindName(kind)}
          </button>
        ))}
      </span>
    </li>
  )
}

/** The next line that has words, in the direction of going; stays where it is at either end. */
function focusLine(list: HTMLOListElement | null, index: number, step: 1 | -1 = 1) {
  const items = [...(list?.children ?? [])]
  for (let at = index; at >= 0 && at < items.length; at += step) {
    const line = items[at]?.querySelector<HTMLElement>('.memo-line-text')
    if (line) return line.focus()
  }
}
