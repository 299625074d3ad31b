import { Form } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { StatusLabel, type StatusTone } from '../../../ui/status-label.tsx'
import type { ImportPreview } from '../preview-import.ts'
import { sentence } from './failure.ts'

type Line = ImportPreview['lines'][number]
type Change = Line['changes'][number]

/** What the file would do: mistakes first; else every change, and the button that makes them. */
export function Preview({ preview }: { preview: ImportPreview }) {
  const { fault, counts, lines } = preview
  if (fault || counts.errors > 0) return <Mistakes preview={preview} />
  if (lines.length === 0) return <Notice live title={m.directory_preview_nothing()} />
  return (
    <Panel title={m.directory_preview_title()}>
      <div className="stack">
        <Notice live title={m.directory_preview_counts(counts)}>
          <p>{m.directory_preview_not_yet()}</p>
        </Notice>
        <DataTable
          caption={m.directory_preview_title()}
          captionHidden
          columns={columns()}
          rows={lines}
          rowKey={(line) => String(line.line)}
        />
        {counts.added + counts.changed + counts.ended > lines.length ? (
          <p className="hint">{m.directory_preview_more()}</p>
        ) : null}
        <Form method="post" className="form-actions">
          <input type="hidden" name="kind" value={preview.kind} />
          <input type="hidden" name="content" value={preview.content} />
          <input type="hidden" name="hash" value={preview.hash} />
          <input type="hidden" name="mark" value={preview.mark} />
          <Button type="submit" variant="primary" name="intent" value="apply">
            {m.directory_preview_confirm()}
          </Button>
        </Form>
      </div>
    </Panel>
  )
}

function Mistakes({ preview: { fault, counts, errors } }: { preview: ImportPreview }) {
  if (fault) {
    const text = sentence(fault.key)
    const title = fault.line === null ? text : m.directory_preview_error_line({ line: fault.line, text })
    return <Notice tone="error" live title={title} />
  }
  return (
    <Notice tone="error" live title={m.directory_preview_errors({ count: counts.errors })}>
      <ul>
        {errors.map(({ line, column, key }) => (
          <li key={`${line} ${column} ${key}`}>
            {column
              ? m.directory_preview_error({ line, column, text: sentence(key) })
              : m.directory_preview_error_line({ line, text: sentence(key) })}
          </li>
        ))}
      </ul>
      {counts.errors > errors.length ? <p>{m.directory_preview_more()}</p> : null}
    </Notice>
  )
}

const changes: Record<Line['change'], { tone: StatusTone; word: () => string }> = {
  added: { tone: 'active', word: () => m.directory_change_added() },
  changed: { tone: 'attention', word: () => m.directory_change_changed() },
  ended: { tone: 'closed', word: () => m.directory_change_ended() },
}

const columns = (): readonly [Column<Line>, ...Column<Line>[]] => [
  { key: 'name', header: m.directory_field_name(), cell: (line) => line.name },
  { key: 'line', header: m.directory_preview_line(), numeric: true, cell: (line) => line.line },
  {
    key: 'change',
    header: m.directory_preview_change(),
    cell: ({ change }) => <StatusLabel tone={changes[change].tone}>{changes[change].word()}</StatusLabel>,
  },
  {
    key: 'details',
    header: m.directory_preview_details(),
    cell: (line) => (
      <ul>
        {line.changes.map((change) => (
          <li key={change.column}>{changeText(change, line.change === 'added')}</li>
        ))}
      </ul>
    ),
  },
]

function changeText({ column, from, to }: Change, isNew: boolean): string {
  if (isNew) return m.directory_preview_to({ column, to })
  const blank = m.directory_preview_blank()
  return m.directory_preview_from_to({ column, from: from || blank, to: to || blank })
}
