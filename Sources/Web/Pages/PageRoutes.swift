/// Every page, in the order of a working day.
package enum PageRoutes {
  package static let all: [Route] =
    SignInPage.routes + SignOutPage.routes + LanguagePage.routes + AssetRoutes.routes + LiveRoutes.routes
    + WelcomePage.routes + TicketListPage.routes + NewTicketPage.routes + TicketPage.routes + TicketCommentPage.routes
    + HandoffMovePages.routes + HandOverPage.routes + OffersPage.routes + NoticesPage.routes + MePages.routes
    + SettingsPages.routes
}
