import { demoKeys, demoResellers, demoTeam } from '../test/sandbox/demo.ts';

/** Where a sandbox answers. */
interface SandboxPlaces {
  /** With `/v1`. */
  readonly chartmogulUrl: string;
  readonly activeplatformUrl: string;
}

/** The account whose customer greets the user of `npm start`. */
export const readyChartmogul = { id: 'sandbox-chartmogul', label: 'ChartMogul (sandbox)' };

/** Accounts of a running sandbox with their keys, as JSON for the build of `npm start` (src/vscode/readyAccounts.ts). */
export function readyAccounts({ chartmogulUrl, activeplatformUrl }: SandboxPlaces): string {
  return JSON.stringify([
    {
      account: {
        ...readyChartmogul,
        provider: 'chartmogul',
        // The collection that has contacts, too.
        fields: { baseUrl: chartmogulUrl, authorEmail: demoTeam.ada.email, collection: 'notes' },
      },
      key: demoKeys.chartmogul,
    },
    {
      account: {
        id: 'sandbox-activeplatform',
        provider: 'activeplatform',
        label: 'ActivePlatform (sandbox)',
        fields: { baseUrl: activeplatformUrl, resellerId: String(demoResellers.main) },
      },
      key: demoKeys.activeplatform,
    },
  ]);
}
