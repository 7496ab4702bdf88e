import type { Post } from '@threads-sdk/publish';

/** Where a client finds the API, and the token of a user. */
export interface Access {
  /** With the version, such as `https://graph.threads.com/v1.0`. */
  readonly baseUrl: string;
  readonly accessToken: string;
}

/** The three calls that publish a post, through a generated client. */
export interface GeneratedClient {
  /** Creates a container and gives its id. */
  readonly create: (body: ContainerBody) => Promise<string>;
  /** The status of a container. */
  readonly statusOf: (containerId: string) => Promise<string | undefined>;
  /** Publishes a container and gives the id of the post. */
  readonly publish: (containerId: string) => Promise<string>;
}

/** What `createContainer` takes of the posts that are tried. Each generated client has to take it without a cast. */
export interface ContainerBody {
  media_type: 'TEXT' | 'IMAGE' | 'CAROUSEL';
  text?: string;
  image_url?: string;
  alt_text?: string;
  is_carousel_item?: boolean;
  children?: string;
  allowlisted_country_codes?: string;
  poll_attachment?: string;
  gif_attachment?: string;
  text_entities?: string;
  text_attachment?: string;
}

/** A post, as our own client takes it and as the parameters of its containers. */
export interface TriedPost {
  readonly name: string;
  readonly post: Post;
  /** The containers of a carousel's items. */
  readonly items: readonly ContainerBody[];
  /** The container of the post, made of the ids of its items. */
  readonly body: (items: readonly string[]) => ContainerBody;
}

/** What `programs` brings, once the clients are generated. */
export interface Programs {
  readonly posts: readonly TriedPost[];
  /** By generator. */
  readonly clients: Readonly<Record<string, (access: Access) => GeneratedClient>>;
}
