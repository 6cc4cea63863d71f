import { t } from './translate.ts';

// Folders that are linked to customers.

/** In the card and over rows. */
export const suggestedByFolder = () => t('Suggested by this folder');

/** Over whom a pattern of the Git remote or branch stands for. */
export const suggestedByRepository = () => t('Suggested by the Git repository');

/** Over the customers of the window's other folders. */
export const ofOtherFolders = () => t('Suggested by other folders');

export const linkFolder = () => t('Link Folder to Customer');

export const unlinkFolder = () => t('Unlink Folder');

export const folderLinks = () => t('Folder Links');

export const openFolderFirst = () => t('Open a folder first: a link is between a folder and a customer.');

export const chooseFolder = () => t('Which folder?');

export const chooseLink = () => t('Which link?');

export const linked = (folder: string, customer: string) =>
  t('“{0}” is linked to {1}. New notes from it begin with this customer.', folder, customer);

export const unlinked = (folder: string, customer: string) =>
  t('“{0}” is no longer linked to {1}.', folder, customer);

export const noLinks = () => t('No folder is linked to a customer.');

export const noLinkHere = () => t('No folder of this window is linked to a customer.');

/** Said once, after the second note. */
export const offerLink = (customer: string, folder: string) =>
  t(
    'This is the second note about {0} from “{1}”. Begin new notes from this folder with {0}?',
    customer,
    folder,
  );

export const link = () => t('Link');

export const notNow = () => t('Not Now');

export const dontAskAgain = () => t('Don’t Ask Again');

/** After what the service said of a customer that it does not have any more. */
export const goneLinked = (why: string) =>
  t('{0} This folder is linked to it: the command “Unlink Folder” ends that.', why);

// Patterns of Git remotes and branches.

export const linkRepository = () => t('Link Git Remote or Branch to Customer');

export const noRepository = () => t('This folder has no Git repository that the editor has opened.');

export const whichPattern = () => t('Which repositories?');

export const thisRemote = () => t('Folders with this remote');

export const remotesBeside = () => t('Folders with a remote beside it');

export const thisBranch = () => t('While this branch is checked out');

export const anotherRemote = () => t('Another Remote…');

export const anotherBranch = () => t('Another Branch…');

export const typeRemote = () => t('The remote as host/path, with * for any text: github.com/acme/*');

export const typeBranch = () => t('The branch, with * for any text: customer/acme-*');

export const patternNeeded = () => t('Type more than *: this would stand for every repository.');

export const patternLinked = (pattern: string, customer: string) =>
  t('{1} is listed first where the repository of a folder fits “{0}”.', pattern, customer);

export const patternUnlinked = (pattern: string, customer: string) =>
  t('{1} is no longer listed first where a repository fits “{0}”.', pattern, customer);

export const remote = () => t('Git remote');

export const branch = () => t('Git branch');

// What can be done with a link.

export const whatToDo = () => t('What do you want to do?');

export const newNote = () => t('New Note');

export const openFolder = () => t('Open Folder');

export const unlink = () => t('Unlink');

export const linkOf = (folder: string, customer: string) => t('{0} → {1}', folder, customer);
