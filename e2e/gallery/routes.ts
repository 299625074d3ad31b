import { relative } from '@react-router/dev/routes'

const { route } = relative(import.meta.dirname)

/** Every component in every state, for looking at and for the accessibility check. */
export const galleryRoutes = [
  route('design', './gallery-page.tsx', [
    route('record', './record-page.tsx'),
    route('forms', './forms-page.tsx'),
    route('parts', './parts-page.tsx'),
    route('sheet', './sheet-page.tsx'),
  ]),
]
