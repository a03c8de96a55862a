/// Every page, in the order of a working day.
package enum PageRoutes {
  package static let all: [Route] =
    SignInPage.routes + SignOutPage.routes + LanguagePage.routes + AssetRoutes.routes + LiveRoutes.routes
<<<<<<< HEAD
    + TicketListPage.routes + TicketPage.routes + TicketCommentPage.routes + TicketChangePage.routes
    + TicketFilePage.routes + TimelinePage.routes
=======
    + WelcomePage.routes + TicketListPage.routes + TicketPage.routes + TicketCommentPage.routes
    + SettingsPages.routes
>>>>>>> 4ee43376ca77b47e8193643b4fe6f10161f8959e
}
