import { Icon } from '../../src/ui/icon.tsx'
import { PageTitle } from '../../src/ui/layout/page-title.tsx'
import { PrintSheet, SheetRows } from '../../src/ui/record/print-sheet.tsx'

export const meta = () => [{ title: 'Gallery: sheet' }]

export default function SheetPage() {
  return (
    <>
      <div className="no-print">
        <PageTitle
          title="様式の確認"
          actions={
            <button type="button" className="button button-primary" onClick={() => window.print()}>
              <Icon name="print" />
              印刷する
            </button>
          }
        />
      </div>
      <div data-paper="blank">
        <PrintSheet
          form="第3号様式"
          title="支援依頼書"
          date="令和8年11月21日"
          addressee="市民課長 様"
          sender="女性相談支援室長"
          approvers={['課長', '係長', '担当']}
          printed={{ time: 'R8.11.21 10:24', name: '佐藤', serial: '2026-0412' }}
        >
          <SheetRows
            rows={[
              { label: '整理番号', value: 'W-0148' },
              { label: '依頼する事項', value: '住民票の写し等の交付の制限' },
              { label: '期限', value: '令和8年11月28日（土）' },
              { label: '理由', value: '別紙のとおり', tall: true },
              { label: '備考', value: '回答は電話で担当まで', tall: true },
            ]}
          />
        </PrintSheet>
      </div>
    </>
  )
}
