/** One idea to a partner. */
import { IdeaPage as Idea } from '../../shared/board/idea-page.tsx'

export const IdeaPage = () => <Idea reader="partner" />
