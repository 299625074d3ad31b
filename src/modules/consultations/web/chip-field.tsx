import { type KeyboardEvent, useId, useState } from 'react'
import { blankCodes } from '../../../codes/code-lists.ts'
import type { Choice } from '../../../codes/words.ts'
import { m } from '../../../platform/words/words.ts'
import { isMeant } from './is-meant.ts'

interface ChipFieldProps {
  name: string
  label: string
  choices: readonly Choice[]
  /** Codes chosen at first. */
  chosen: readonly string[]
  /** Many at once (and a name ending in []), or one. */
  multiple?: boolean
  error?: string | undefined
  hint?: string | undefined
  /** Beside the label: what another field says already. */
  note?: string | undefined
  labelHidden?: boolean
}

const blanks = new Set([...blankCodes, 'not_assessed'])

/** Above this many, typing narrows the chips. */
const manyChoices = 10

/**
 * Codes as chips: native radio buttons or checkboxes underneath, so arrow keys, space and a page without JavaScript
 * work. In the group the number keys choose, typing narrows a long list and Enter takes the first that is left.
 */
export function ChipField({
  name,
  label,
  choices,
  chosen,
  multiple = false,
  error,
  hint,
  note,
  labelHidden,
}: ChipFieldProps) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const isLong = choices.length > manyChoices
  const shown = typed === '' ? choices : choices.filter((choice) => isMeant(choice, typed))
  return (
    <fieldset
      className="chip-field"
      id={name}
      data-long={isLong}
      aria-describedby={error ? `${id}-error` : undefined}
    >
      <legend className={labelHidden ? 'sr-only' : 'field-label'}>
        {label}
        {note ? <strong className="chip-note">{note}</strong> : null}
      </legend>
      {hint ? <p className="hint">{hint}</p> : null}
      {error ? (
        <p id={`${id}-error`} className="field-error">
          {m.ui_error_mark()}
          {error}
        </p>
      ) : null}
      {isLong ? (
        <label className="chip-filter">
          <span aria-hidden="true">{m.consultations_chip_filter_short()}</span>
          <input
            className="input"
            aria-label={m.consultations_chip_filter({ label })}
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => chooseFirst(event, setTyped)}
          />
        </label>
      ) : null}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: number keys are a short way to the native inputs inside */}
      <div className="chips" onKeyDown={chooseByKey}>
        {choices.map((choice, index) => (
          <label
            key={choice.value}
            className="chip"
            data-blank={blanks.has(choice.value)}
            hidden={!shown.includes(choice)}
            title={choice.hint}
          >
            <input
              type={multiple ? 'checkbox' : 'radio'}
              name={name}
              value={choice.value}
              defaultChecked={chosen.includes(choice.value)}
            />
            <span>
              {isLong || index > 8 ? null : <kbd>{index + 1}</kbd>}
              {choice.label}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function inputsOf(element: Element): HTMLInputElement[] {
  return [
    ...(element.closest('fieldset')?.querySelectorAll<HTMLInputElement>('.chip:not([hidden]) input') ?? []),
  ]
}

/** Enter never sends the form from here. */
function chooseFirst(event: KeyboardEvent<HTMLInputElement>, setTyped: (typed: string) => void) {
  if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return
  const [first] = inputsOf(event.currentTarget)
  if (event.key === 'Enter') {
    event.preventDefault()
    if (first && !first.checked) first.click()
    first?.focus()
    setTyped('')
  }
  if (event.key === 'ArrowDown') {
    event.preventDefault()
    first?.focus()
  }
}

function chooseByKey(event: KeyboardEvent<HTMLDivElement>) {
  if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey || event.metaKey) return
  const inputs = inputsOf(event.currentTarget)
  if (/^[1-9]$/.test(event.key)) {
    const wanted = inputs[Number(event.key) - 1]
    wanted?.focus()
    wanted?.click()
  }
  if (event.key === 'Backspace' || event.key === 'Delete') {
    event.preventDefault()
    for (const input of inputs.filter((one) => one.checked)) clear(input)
  }
}

/** A radio button cannot be unchosen by itself; the form hears of it like of any change. */
function clear(input: HTMLInputElement) {
  input.checked = false
  input.dispatchEvent(new Event('input', { bubbles: true }))
}
