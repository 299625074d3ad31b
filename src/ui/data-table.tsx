import type { ReactNode } from 'react'

export interface Column<Row> {
  key: string
  header: string
  cell: (row: Row) => ReactNode
  /** Numbers line up at the right. */
  numeric?: boolean
}

interface DataTableProps<Row> {
  caption: string
  /** The first column names the row; on phones it heads the row's card. */
  columns: readonly [Column<Row>, ...Column<Row>[]]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  captionHidden?: boolean
}

/** A native table whose rows become cards on narrow screens; the explicit roles keep it a table there as well. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  captionHidden = false,
}: DataTableProps<Row>) {
  const [first, ...others] = columns
  return (
    // biome-ignore lint/a11y/noRedundantRoles: display:block on phones would otherwise take the roles away
    <table className="data-table" role="table">
      <caption className={captionHidden ? 'sr-only' : undefined}>{caption}</caption>
      {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
      <thead role="rowgroup">
        {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
        <tr role="row">
          {columns.map(({ key, header, numeric }) => (
            // biome-ignore lint/a11y/noRedundantRoles: see above
            <th key={key} scope="col" role="columnheader" data-numeric={numeric}>
              {header}
            </th>
          ))}
        </tr>
      </thead>
      {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
      <tbody role="rowgroup">
        {rows.map((row) => (
          // biome-ignore lint/a11y/noRedundantRoles: see above
          <tr key={rowKey(row)} role="row">
            {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
            <th scope="row" role="rowheader">
              {first.cell(row)}
            </th>
            {others.map(({ key, header, cell, numeric }) => (
              // biome-ignore lint/a11y/noRedundantRoles: see above
              <td key={key} role="cell" data-numeric={numeric}>
                <span className="cell-label" aria-hidden="true">
                  {header}
                </span>
                <span className="cell-value">{cell(row)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
