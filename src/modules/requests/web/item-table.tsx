import { type ReactNode, useCallback, useRef } from 'react'
import { m } from '../../../platform/words/words.ts'
import { StatusLabel } from '../../../ui/status-label.tsx'
import type { RequestForm } from '../prepare-request.ts'
import type { Answer } from './answer.tsx'
import { TakePlace } from './take-place.tsx'

/**
 * Each item with its value and one box: what is not ticked does not leave. First what the case holds; what would have to
 * be typed, and what tells where somebody is, only when it is wanted.
 */
export function ItemTable({ items, answer }: { items: RequestForm['items']; answer: Answer }) {
  const rows = items.map((item, index) => ({ item, index }))
  const unsaid = rows.filter(({ item }) => !item.isWhereabouts && item.value === '')
  const places = rows.filter(({ item }) => item.isWhereabouts)
  const wasChosen = (some: typeof rows) =>
    some.some(({ index }) => (answer.typed(`items.${index}.goes`) ?? '') !== '')
  const table = (caption: string, some: typeof rows) => (
    <Table caption={caption}>
      {some.map(({ item, index }) => (
        <ItemRow key={`${item.code}-${index}`} item={item} index={index} items={items} answer={answer} />
      ))}
    </Table>
  )
  return (
    <>
      {table(
        m.requests_panel_items(),
        rows.filter(({ item }) => !item.isWhereabouts && item.value !== ''),
      )}
      <details className="more-bases mt-3" open={wasChosen(unsaid)}>
        <summary>{m.requests_items_unsaid({ count: unsaid.length })}</summary>
        {table(m.requests_items_unsaid({ count: unsaid.length }), unsaid)}
      </details>
      <details className="more-bases" open={wasChosen(places)}>
        <summary>{m.requests_items_places({ count: places.length })}</summary>
        <p className="hint">{m.requests_items_places_hint()}</p>
        {table(m.requests_items_places({ count: places.length }), places)}
      </details>
    </>
  )
}

function Table({ caption, children }: { caption: string; children: ReactNode }) {
  return (
    <table className="item-table">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{m.requests_item_goes()}</th>
          <th scope="col">{m.requests_item_what()}</th>
          <th scope="col">{m.requests_item_value()}</th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}

interface ItemRowProps {
  item: RequestForm['items'][number]
  index: number
  items: RequestForm['items']
  answer: Answer
}

function ItemRow({ item, index, items, answer }: ItemRowProps) {
  const name = (part: string) => `items.${index}.${part}`
  const value = answer.typed(name('value')) ?? item.value
  const same = items.slice(0, index + 1).filter((one) => one.code === item.code).length
  const label =
    items.filter((one) => one.code === item.code).length > 1 ? `${item.label} ${same}` : item.label
  const box = useRef<HTMLInputElement>(null)
  const words = useRef<HTMLTextAreaElement>(null)
  const take = useCallback((text: string) => {
    if (!box.current || !words.current) return
    box.current.checked = true
    words.current.value = text
    // The sheet beside the form follows what is typed, and this is typed.
    words.current.dispatchEvent(new Event('input', { bubbles: true }))
  }, [])
  return (
    <tr>
      <td>
        <input type="hidden" name={name('code')} value={item.code} />
        <input type="hidden" name={name('label')} value={item.label} />
        <input
          ref={box}
          type="checkbox"
          className="item-box"
          id={`goes-${index}`}
          name={name('goes')}
          value="on"
          defaultChecked={(answer.typed(name('goes')) ?? '') !== ''}
        />
      </td>
      <th scope="row">
        <label htmlFor={`goes-${index}`}>{label}</label>
        {item.isWhereabouts ? (
          <StatusLabel tone="attention">{m.requests_item_two_people()}</StatusLabel>
        ) : null}
      </th>
      <td>
        <textarea
          ref={words}
          className="input input-full item-value"
          name={name('value')}
          defaultValue={value}
          rows={value.length > 40 ? 2 : 1}
          autoComplete="off"
          aria-label={m.requests_item_value_of({ label })}
        />
        <TakePlace label={label} places={item.places} onTaken={take} />
      </td>
    </tr>
  )
}
