/// Bridges to external desks, set up and watched over.
enum ConnectionPages {
  static let routes: [Route] =
    ConnectionGalleryPage.routes + ConnectionSetUpPage.routes + ConnectionPage.routes + ConnectionSettingsPage.routes
    + ConnectionBeginPage.routes + ConnectionInboxPage.routes + ConnectionDeliveriesPage.routes
    + ConnectionDeliveryPage.routes + ConnectionEndPage.routes + ConnectionMappingPage.routes
    + MappingVersionsPage.routes
}
