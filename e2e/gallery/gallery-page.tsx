import { Outlet } from 'react-router'
import { m } from '../../src/platform/words/words.ts'
import { CommandButton } from '../../src/ui/layout/command-button.tsx'
import { LanguageLinks } from '../../src/ui/layout/language-links.tsx'
import { Shell } from '../../src/ui/layout/shell.tsx'

const NAV = [
  { to: '/design/record', label: '記録', count: 3 },
  { to: '/design/forms', label: '入力' },
  { to: '/design/parts', label: '部品' },
  { to: '/design/sheet', label: '様式' },
]

export const meta = () => [{ title: 'Gallery: gallery' }]

export default function GalleryPage() {
  return (
    <Shell
      product={m.shell_product()}
      homeTo="/design/record"
      nav={NAV}
      command={<CommandButton label="さがす" onOpen={() => undefined} />}
      account={'佐藤 和子'}
      sampleNotice="見本のデータです。実在の人や窓口ではありません。"
      footer={<LanguageLinks action="/language" />}
    >
      <Outlet />
    </Shell>
  )
}
