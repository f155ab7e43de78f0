import '@patternfly/react-core/dist/styles/base.css';
import './theme/theme.css';
import { createRoot } from 'react-dom/client';
import { Application } from './app/application.tsx';
import { createI18n, systemLanguage } from './i18n/index.ts';
import { attachEvents } from './stores/attach-events.ts';
import { createStores } from './stores/stores.ts';
import { chooseClient } from './transport/choose-client.ts';

const root = document.getElementById('root');
if (root === null) throw new RangeError('the page has no #root');
const client = chooseClient();
const stores = createStores(client);
attachEvents(stores, client);
const i18n = await createI18n(systemLanguage(navigator.languages));
createRoot(root).render(<Application client={client} stores={stores} i18n={i18n} />);
