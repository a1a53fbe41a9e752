# What the service says of how long a file is good for stands; files without a word are
# asked for again after a day.
resource "aws_cloudfront_cache_policy" "this" {
  name        = var.name
  comment     = "By path alone."
  min_ttl     = 0
  default_ttl = 86400
  max_ttl     = 31536000

  parameters_in_cache_key_and_forwarded_to_origin {
    enable_accept_encoding_brotli = true
    enable_accept_encoding_gzip   = true

    cookies_config {
      cookie_behavior = "none"
    }

    headers_config {
      header_behavior = "none"
    }

    query_strings_config {
      query_string_behavior = "none"
    }
  }
}

resource "aws_cloudfront_function" "refuse" {
  name    = "${var.name}-refuse"
  comment = "Answers 404 to what is no static file."
  runtime = "cloudfront-js-2.0"
  publish = true
  tags    = local.tags
  code    = <<-JAVASCRIPT
    function handler() {
      return { statusCode: 404, statusDescription: "Not Found" };
    }
  JAVASCRIPT
}

resource "aws_cloudfront_response_headers_policy" "this" {
  name    = var.name
  comment = "Headers of static files of ${var.name}."

  cors_config {
    access_control_allow_credentials = false
    origin_override                  = true

    access_control_allow_headers {
      items = ["Accept"]
    }

    access_control_allow_methods {
      items = ["GET", "HEAD"]
    }

    access_control_allow_origins {
      items = ["https://${var.origin}"]
    }
  }

  security_headers_config {
    content_security_policy {
      content_security_policy = "default-src 'none'"
      override                = true
    }

    content_type_options {
      override = true
    }

    frame_options {
      frame_option = "DENY"
      override     = true
    }

    referrer_policy {
      referrer_policy = "no-referrer"
      override        = true
    }

    strict_transport_security {
      access_control_max_age_sec = 31536000
      include_subdomains         = true
      preload                    = true
      override                   = true
    }
  }
}
