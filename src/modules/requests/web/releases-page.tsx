import { useLoaderData } from 'react-router'
import { look, page } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Pagination } from '../../../ui/pagination.tsx'
import { serialOf } from '../../../ui/record/serial.ts'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import { listReleases } from '../../documents/index.ts'

export const loader = page({
  releases: look(listReleases, ({ query }) => ({ before: query.get('before') ?? undefined })),
})

const documentWords: Readonly<Record<string, () => string>> = {
  request_sheet: m.requests_document_request_sheet,
  own_disclosure_list: m.requests_document_own_list,
  own_viewer_report: m.requests_document_own_viewer_report,
  subject_access_packet: m.requests_document_subject_access,
  directory_sheet: m.requests_document_directory,
  original_file: m.requests_document_original,
}
const classWords = {
  P: m.requests_class_plain,
  C: m.requests_class_plain,
  S: m.requests_class_sealed,
  A: m.requests_class_whereabouts,
}
const paperWords = {
  out: m.requests_paper_state_out,
  collected: m.requests_paper_state_collected,
  destroyed: m.requests_paper_state_destroyed,
}

/** The register of everything that left: numbers, never content. */
export default function ReleasesPage() {
  const { releases } = useLoaderData<typeof loader>()
  return (
    <>
      <title>{m.requests_releases_title()}</title>
      <PageTitle
        title={m.requests_releases_title()}
        lead={m.requests_releases_lead()}
        actions={<LinkButton to="/requests/decisions">{m.requests_releases_back()}</LinkButton>}
      />
      {releases.lines.length === 0 ? (
        <EmptyState title={m.requests_releases_empty()} text={m.requests_releases_empty_text()} />
      ) : (
        <div className="panel">
          <DataTable
            caption={m.requests_releases_title()}
            captionHidden
            rows={releases.lines}
            rowKey={(line) => line.id}
            columns={[
              { key: 'serial', header: m.requests_fact_number(), cell: (line) => serialOf(line) },
              {
                key: 'document',
                header: m.requests_releases_document(),
                cell: (line) => documentWords[line.document]?.() ?? line.document,
              },
              {
                key: 'to',
                header: m.requests_column_to(),
                cell: (line) =>
                  line.recipientName ||
                  (line.recipientKind === 'internal'
                    ? m.requests_recipient_internal()
                    : m.requests_recipient_client()),
              },
              {
                key: 'class',
                header: m.requests_releases_class(),
                cell: (line) => classWords[line.highestClass](),
              },
              { key: 'by', header: m.requests_releases_by(), cell: (line) => line.releasedBy },
              {
                key: 'second',
                header: m.requests_releases_second(),
                cell: (line) => line.secondBy ?? (line.actedFirst ? m.requests_releases_acted_first() : ''),
              },
              { key: 'at', header: m.requests_releases_at(), cell: (line) => formatShortDateTime(line.at) },
              {
                key: 'paper',
                header: m.requests_releases_paper(),
                cell: (line) => (line.paperState ? paperWords[line.paperState]() : ''),
              },
            ]}
          />
          <Pagination next={releases.next ? `?before=${encodeURIComponent(releases.next)}` : undefined} />
        </div>
      )}
    </>
  )
}
