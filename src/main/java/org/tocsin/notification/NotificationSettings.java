package org.tocsin.notification;

import java.util.Optional;

/**
 * What the server's configuration says of notifications.
 *
 * @param allowInternal whether messages may go to internal addresses, and without encryption
 * @param mail the server that takes mail, without which there is none
 */
public record NotificationSettings(boolean allowInternal, Optional<MailServer> mail) {}
