/// Every page, in the order of a working day.
package enum PageRoutes {
  package static let all: [Route] = pages.withWaysBack

  private static let pages: [Route] =
    SignInPage.routes + SignOutPage.routes + LanguagePage.routes + AssetRoutes.routes + LiveRoutes.routes
    + WelcomePage.routes + TicketListPage.routes + ManyTicketsPage.routes
    + SuggestionPages.routes + TicketPage.routes + TicketCommentPage.routes
    + SettingsPages.routes + HandoffMovePages.routes + HandOverPage.routes + OffersPage.routes
    + TicketChangePage.routes + TicketFilePage.routes + TicketFamilyPage.routes + TicketMailPage.routes
    + TimelinePage.routes
    + NewTicketPage.routes + NoticesPage.routes + MePages.routes + PartnerListPage.routes
    + PartnerInvitePage.routes + PartnerJoinPage.routes + JoinPage.routes + PartnerPage.routes
    + PartnerEndPage.routes + PartnerSharingPage.routes + PartnerMappingPage.routes + DeliveryListPage.routes
    + DeliveryPage.routes + MailListPage.routes + MailPage.routes + MailHTMLPage.routes + OperatorSignInPage.routes
    + OverviewPage.routes + OperatorDeskPage.routes
    + DoctorPage.routes + LimitsPage.routes + SignInCodePage.routes
}
