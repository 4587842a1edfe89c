'use client';

import { IntegrationsPage } from '../../../_features/admin/integrations/integrations-page.tsx';

export default IntegrationsPage;
