package io.recado.sandbox.whatsapp.wire;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One of the Cloud API's error codes with the HTTP status it usually comes with.
 *
 * @param details what {@code error_data.details} says when the case brings no words of its own
 */
public record GraphError(int code, int http, String title, String details) {

    private static final Map<Integer, GraphError> ALL = new TreeMap<>();

    static {
        add(1, 400, "API Unknown", "An unknown error occurred.");
        add(2, 503, "API Service", "Service temporarily unavailable.");
        add(4, 400, "API Too Many Calls", "The app has reached its API call rate limit.");
        add(10, 403, "Permission Denied", "Application does not have permission for this action.");
        add(100, 400, "Invalid parameter", "Invalid parameter");
        add(104, 401, "API Authorization", "An access token is required to request this resource.");
        add(190, 401, "Access token has expired", "The access token has expired.");
        add(
                368,
                403,
                "Temporarily blocked for policies violations",
                "The WhatsApp Business Account was restricted or disabled.");
        add(80007, 400, "Rate limit issues", "The WhatsApp Business Account has reached its rate limit.");
        add(130403, 400, "User blocked", "The message was not sent because you blocked this user.");
        add(130429, 400, "Rate limit hit", "Cloud API message throughput has been reached.");
        add(
                130472,
                400,
                "User's number is part of an experiment",
                "Failed to send message because this user's phone number is part of an experiment.");
        add(
                130497,
                403,
                "Business account is restricted from messaging users in this country",
                "The business account may not message users in this country.");
        add(131000, 500, "Something went wrong", "Something went wrong.");
        add(131005, 403, "Access denied", "The permission is either not granted or has been removed.");
        add(131008, 400, "Required parameter is missing", "The request is missing a required parameter.");
        add(131009, 400, "Parameter value is not valid", "One or more parameter values are invalid.");
        add(131016, 500, "Service unavailable", "A service is temporarily unavailable.");
        add(131021, 400, "Recipient cannot be sender", "The sender's and the recipient's phone numbers are the same.");
        add(131026, 400, "Message undeliverable", "Message Undeliverable.");
        add(
                131030,
                400,
                "Recipient phone number not in allowed list",
                "Add the recipient's phone number to the list and try again.");
        add(131031, 403, "Account has been locked", "The WhatsApp Business Account has been restricted or disabled.");
        add(131042, 400, "Business eligibility payment issue", "There was an error related to your payment method.");
        add(
                131047,
                400,
                "Re-engagement message",
                "Message failed to send because more than 24 hours have passed since the customer last replied to this number.");
        add(
                131048,
                400,
                "Spam rate limit hit",
                "Message failed to send because there are restrictions on how many messages can be sent from this phone number.");
        add(
                131049,
                400,
                "This message was not delivered to maintain healthy ecosystem engagement.",
                "In order to maintain a healthy ecosystem engagement, the message failed to be delivered.");
        add(
                131050,
                400,
                "User has stopped marketing messages",
                "Unable to deliver the message. This recipient has chosen to stop receiving marketing messages on WhatsApp from your business.");
        add(131051, 400, "Unsupported message type", "Message type is currently not supported.");
        add(131053, 400, "Media upload error", "Unable to upload the media used in the message.");
        add(
                131056,
                400,
                "(Business Account, Consumer Account) pair rate limit hit",
                "Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.");
        add(131057, 500, "Account in maintenance mode", "Business Account is in maintenance mode.");
        add(
                132000,
                400,
                "Template Param Count Mismatch",
                "The number of variable parameter values included in the request did not match the number of variable parameters defined in the template.");
        add(
                132001,
                404,
                "Template does not exist",
                "The template does not exist in the specified language or the template has not been approved.");
        add(132005, 400, "Template Hydrated Text Too Long", "Translated text is too long.");
        add(132007, 400, "Template Format Character Policy Violated", "Template content violates a WhatsApp policy.");
        add(132012, 400, "Template Parameter Format Mismatch", "Variable parameter values are formatted incorrectly.");
        add(
                132015,
                400,
                "Template is Paused",
                "Template is paused due to low quality so it cannot be sent in a template message.");
        add(
                132016,
                400,
                "Template is Disabled",
                "Template has been paused too many times due to low quality and is now permanently disabled.");
        add(133004, 503, "Server Temporarily Unavailable", "Server is temporarily unavailable.");
        add(
                133010,
                400,
                "Phone number Not Registered",
                "Phone number not registered on the WhatsApp Business Platform.");
        add(
                135000,
                400,
                "Generic user error",
                "Message failed to send because of an unknown error with your request parameters.");
    }

    private static void add(int code, int http, String title, String details) {
        ALL.put(code, new GraphError(code, http, title, details));
    }

    /** The error of a code that this table knows. */
    public static GraphError of(int code) {
        GraphError error = ALL.get(code);
        if (error == null) {
            throw new IllegalArgumentException("Unknown Cloud API code " + code + "; known are " + ALL.keySet());
        }
        return error;
    }

    public static @Nullable GraphError find(int code) {
        return ALL.get(code);
    }

    /** The {@code message} of a synchronous error. */
    public String message() {
        return "(#" + code + ") " + title;
    }
}
