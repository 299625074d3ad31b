import { labelOf } from '../../../ui/form/label-of.ts'
import { typeInto } from '../../../ui/form/type-into.ts'

/** What of a form is kept as a draft, and how it is put back. Works on any form, by the names of its fields. */

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

export interface KeptField {
  name: string
  values: readonly string[]
  /** As a person reads them, for the page of unfinished forms. */
  label: string
  shown: string
}

export interface FormContents {
  path: string
  title: string
  /** Ids and revisions the form was drawn with: a repeat is known by them, and that something changed since. */
  hidden: Readonly<Record<string, string>>
  /** Only what differs from the form as it was drawn. */
  fields: readonly KeptField[]
}

/** By name, what stood in the form when it was drawn. */
export type Drawn = Readonly<Record<string, readonly string[]>>

const textTypes = new Set(['text', 'tel', 'search', 'email', 'url', 'number'])
const asWritten = ['submissionId', 'rev', 'turn', 'mark']

/** Forms of more than a line. Those with a draft of their own say so; a password is never kept. */
export function isKeepable(form: HTMLFormElement): boolean {
  if (form.method !== 'post' || form.dataset.draft === 'own' || form.closest('dialog')) return false
  if (form.querySelector('[type=password], [autocomplete=one-time-code]')) return false
  const texts = controlsOf(form).filter(isText)
  return texts.length > 1 || texts.some((control) => control instanceof HTMLTextAreaElement)
}

/** The same form again after a reload: its page, its buttons, and the rows it is about. */
export function nameOfForm(form: HTMLFormElement, path: string): string {
  const named = [...form.elements].flatMap((element) => {
    if (element instanceof HTMLButtonElement && element.name === 'intent') return [element.value]
    const isHidden = element instanceof HTMLInputElement && element.type === 'hidden'
    if (!isHidden || element.name === 'submissionId') return []
    return element.name === 'intent' || /(^i|I)d$/.test(element.name) ? [element.value] : []
  })
  return [path, ...named].join(' ')
}

export function drawnOf(form: HTMLFormElement): Drawn {
  const names = new Set(controlsOf(form).map(({ name }) => name))
  return Object.fromEntries([...names].map((name) => [name, valuesOf(form, name)]))
}

export function hiddenOf(form: HTMLFormElement): Readonly<Record<string, string>> {
  const found = asWritten.map((name) => [name, form.elements.namedItem(name)] as const)
  return Object.fromEntries(
    found.flatMap(([name, field]) => (field instanceof HTMLInputElement ? [[name, field.value]] : [])),
  )
}

export function changedFields(form: HTMLFormElement, drawn: Drawn): KeptField[] {
  const names = new Set(controlsOf(form).map(({ name }) => name))
  return [...names]
    .filter((name) => !isSame(valuesOf(form, name), drawn[name] ?? []))
    .map((name) => fieldOf(form, name))
}

/** Puts values into a field, as if they were typed. False when the form has no such field. */
export function fillField(form: HTMLFormElement, name: string, values: readonly string[]): boolean {
  const controls = controlsOf(form, name)
  controls.forEach((control, index) => {
    setControl(control, isChoice(control) ? values : values.slice(index, index + 1))
    control.closest('details')?.setAttribute('open', '')
  })
  return controls.length > 0
}

/** Puts a text behind what stands in a field of text. */
export function appendToField(form: HTMLFormElement, name: string, text: string): void {
  const [control] = controlsOf(form, name)
  if (!control || !isText(control)) return
  const between = control instanceof HTMLTextAreaElement ? '\n' : ' '
  typeInto(control, [control.value, text].filter((part) => part !== '').join(between))
}

/** Whether it is one field that takes any text. */
export function isOneText(form: HTMLFormElement | null, name: string): boolean {
  const controls = form ? controlsOf(form, name) : []
  return controls.length === 1 && controls.every(isText)
}

/** Values that do not stand in the form, as it would show them; nothing of a field that it does not have. */
export function fieldsOf(
  form: HTMLFormElement,
  values: Readonly<Record<string, readonly string[]>>,
): KeptField[] {
  const names = new Set([...Object.keys(values), ...controlsOf(form).map(({ name }) => name)])
  return [...names]
    .filter((name) => controlsOf(form, name).length > 0)
    .map((name) => {
      const [first] = controlsOf(form, name)
      const theirs = values[name] ?? []
      return {
        name,
        values: theirs,
        label: first ? labelOf(first) : name,
        shown: wordsFor(form, name, theirs),
      }
    })
}

/** One field as it stands. */
export function fieldOf(form: HTMLFormElement, name: string): KeptField {
  const [first] = controlsOf(form, name)
  const label = first ? labelOf(first) : name
  return { name, values: valuesOf(form, name), label, shown: shownOf(form, name) }
}

function setControl(control: Control, values: readonly string[]): void {
  if (isChoice(control)) {
    // A click is what React hears of a box.
    if (control.checked !== values.includes(control.value)) control.click()
    return
  }
  const [value = ''] = values
  if (control.value !== value) typeInto(control, value)
}

function controlsOf(form: HTMLFormElement, name?: string): Control[] {
  return [...form.elements].filter((element): element is Control => {
    const isControl =
      element instanceof HTMLTextAreaElement ||
      element instanceof HTMLSelectElement ||
      (element instanceof HTMLInputElement && (textTypes.has(element.type) || isChoice(element)))
    return isControl && element.name !== '' && (name === undefined || element.name === name)
  })
}

function isText(control: Control): boolean {
  return control instanceof HTMLTextAreaElement || textTypes.has(control.type)
}

function isChoice(control: Element): control is HTMLInputElement {
  return control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio')
}

function valuesOf(form: HTMLFormElement, name: string): string[] {
  return controlsOf(form, name).flatMap((control) =>
    isChoice(control) && !control.checked ? [] : [control.value],
  )
}

function shownOf(form: HTMLFormElement, name: string): string {
  const shown = controlsOf(form, name).flatMap((control) => {
    if (isChoice(control)) return control.checked ? [control.labels?.[0]?.textContent ?? ''] : []
    return [control instanceof HTMLSelectElement ? (control.selectedOptions[0]?.text ?? '') : control.value]
  })
  return shown.filter((text) => text !== '').join('\n')
}

function wordsFor(form: HTMLFormElement, name: string, values: readonly string[]): string {
  const controls = controlsOf(form, name)
  const words = values.map((value) => {
    const choice = controls.find((control) => isChoice(control) && control.value === value)
    if (choice) return choice.labels?.[0]?.textContent ?? value
    const [first] = controls
    if (!(first instanceof HTMLSelectElement)) return value
    return [...first.options].find((option) => option.value === value)?.text ?? value
  })
  return words.filter((text) => text !== '').join('\n')
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index])
}
