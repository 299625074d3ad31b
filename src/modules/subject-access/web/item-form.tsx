import { Form, Link, useSearchParams } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { DataTable } from '../../../ui/data-table.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { Pagination } from '../../../ui/pagination.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { choices, grounds } from '../contract.ts'
import type { ShownAccess } from '../show-access.ts'
import { type AccessAnswer, choiceWords, groundWord, recordName } from './access-words.ts'

type Item = ShownAccess['items'][number]

/** A form carries so many; the rest is a page away, and each page is kept on its own. */
const perPage = 100

/** Which version of each record stands, in one piece: what a form was drawn with. */
export const versionsShown = ({ items }: ShownAccess): string =>
  items.map((item) => `${item.id} ${item.version}`).join('\n')

function versionsIn(seen: string): Map<string, string> {
  return new Map(
    seen.split('\n').map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
  )
}

/** Every record that is held: read it, then say whether it is shown, and if not, on which ground. */
export function ItemForm({
  found,
  turn,
  seen,
  answer,
}: {
  found: ShownAccess
  turn: string
  seen: string
  answer: AccessAnswer
}) {
  const [query] = useSearchParams()
  const from = Math.max(0, Number.parseInt(query.get('from') ?? '0', 10) || 0)
  const items = found.items.slice(from, from + perPage)
  const next = from + perPage
  const versions = versionsIn(seen)
  return (
    <Panel title={m.access_items({ count: found.items.length })}>
      <p className="hint">{m.access_items_text()}</p>
      {found.added > 0 ? (
        <Notice tone="warning" title={m.access_added({ count: found.added })}>
          <p>{m.access_added_text()}</p>
        </Notice>
      ) : null}
      <Form method="post" noValidate className="stack" key={from}>
        <input type="hidden" name="turn" value={turn} />
        <ul className="access-items">
          {items.map((item, place) => (
            <li key={item.id} className="access-item">
              <ItemFields
                item={item}
                version={versions.get(item.id) ?? ''}
                place={place}
                error={answer.errorOf(`items.${place}.choice`)}
              />
            </li>
          ))}
        </ul>
        <div>
          <Button type="submit" variant="primary" name="intent" value="propose">
            {m.access_propose()}
          </Button>
        </div>
      </Form>
      <Pagination next={next < found.items.length ? `?from=${next}` : undefined} />
    </Panel>
  )
}

/** What changed since its answer was put has none until somebody has looked again. */
function ItemFields({
  item,
  version,
  place,
  error,
}: {
  item: Item
  version: string
  place: number
  error: string | undefined
}) {
  const at = `items.${place}`
  const title = `item-${place}`
  const standing = item.isChanged ? null : item
  return (
    <fieldset aria-labelledby={title} className="access-fields">
      <input type="hidden" name={`${at}.id`} value={item.id} />
      <input type="hidden" name={`${at}.version`} value={version} />
      <h3 id={title}>
        <Link to={item.href} className="link">
          {recordName(item)}
        </Link>{' '}
        <span className="hint">{item.desk}</span>{' '}
        {item.isChanged ? <StatusLabel tone="attention">{m.access_changed_mark()}</StatusLabel> : null}
      </h3>
      {item.isChanged && item.choice ? (
        <p className="hint">{m.access_changed_before({ choice: choiceWords[item.choice]() })}</p>
      ) : null}
      <div className="access-choices">
        <SelectField
          id={`${at}.choice`}
          name={`${at}.choice`}
          label={m.access_choice()}
          required
          choices={choices.map((value) => ({ value, label: choiceWords[value]() }))}
          emptyLabel={m.access_choose()}
          defaultValue={standing?.choice ?? ''}
          error={error}
        />
        <SelectField
          id={`${at}.ground`}
          name={`${at}.ground`}
          label={m.access_ground_field()}
          choices={grounds.map((value) => ({ value: String(value), label: groundWord(value) }))}
          emptyLabel={m.access_ground_none()}
          defaultValue={String(standing?.ground ?? '')}
        />
      </div>
      <label className="access-third">
        <input type="checkbox" name={`${at}.thirdParty`} value="on" defaultChecked={item.thirdParty} />
        {m.access_third_party()}
      </label>
    </fieldset>
  )
}

/** What was decided of each. */
export function ItemTable({ found }: { found: ShownAccess }) {
  return (
    <Panel title={m.access_items({ count: found.items.length })}>
      <DataTable
        caption={m.access_items({ count: found.items.length })}
        captionHidden
        rows={found.items}
        rowKey={(item) => item.id}
        columns={[
          {
            key: 'what',
            header: m.access_record(),
            cell: (item) => (
              <>
                <Link to={item.href} className="link">
                  {recordName(item)}
                </Link>
                {item.isChanged ? (
                  <span className="access-line">
                    <StatusLabel tone="attention">{m.access_changed_mark_decided()}</StatusLabel>
                  </span>
                ) : null}
                {item.desk ? <span className="hint access-line">{item.desk}</span> : null}
              </>
            ),
          },
          {
            key: 'choice',
            header: m.access_choice(),
            cell: (item) => (
              <>
                {item.choice ? choiceWords[item.choice]() : '\u2014'}
                {item.ground === null ? null : (
                  <span className="hint access-line">{groundWord(item.ground)}</span>
                )}
              </>
            ),
          },
          {
            key: 'third',
            header: m.access_third_short(),
            cell: (item) => (item.thirdParty ? m.access_yes() : m.access_no()),
          },
        ]}
      />
    </Panel>
  )
}
